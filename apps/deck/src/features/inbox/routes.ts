import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../../app/routes.ts';
import { text } from '../../app/search.ts';

export interface InboxSearch {
  /** The chosen question: the id of its stage. */
  stage?: string;
}

export const inboxRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/inbox',
  validateSearch: (search: Record<string, unknown>): InboxSearch => ({ stage: text(search['stage']) }),
  component: lazyRouteComponent(() => import('./inbox-page.tsx'), 'InboxPage'),
});
