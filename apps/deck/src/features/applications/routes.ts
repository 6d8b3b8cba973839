import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../../app/routes.ts';
import { text } from '../../app/search.ts';

export interface ApplicationsSearch {
  q?: string;
  /** The dialog for a new application is open. */
  create?: 'yes';
}

export const applicationsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/applications',
  validateSearch: (search: Record<string, unknown>): ApplicationsSearch => ({
    q: text(search['q']),
    create: search['create'] === 'yes' ? 'yes' : undefined,
  }),
  component: lazyRouteComponent(() => import('./applications-page.tsx'), 'ApplicationsPage'),
});
