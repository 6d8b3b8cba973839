import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { applicationRoute } from '../../app/routes.ts';
import { text } from '../../app/search.ts';
import type { ClustersSearch } from './filters.ts';

export const clustersRoute = createRoute({
  getParentRoute: () => applicationRoute,
  path: '/clusters',
  validateSearch: (search: Record<string, unknown>): ClustersSearch => ({
    q: text(search['q']),
    acct: text(search['acct']),
    reg: text(search['reg']),
    stack: text(search['stack']),
    detail: text(search['detail']),
    status: text(search['status']),
  }),
  component: lazyRouteComponent(() => import('./clusters-page.tsx'), 'ClustersPage'),
});

/** The drawer of a server group, beside the list. */
export const serverGroupRoute = createRoute({
  getParentRoute: () => clustersRoute,
  path: '/serverGroupDetails/$provider/$account/$region/$serverGroup',
  component: lazyRouteComponent(() => import('./server-group-drawer.tsx'), 'ServerGroupDrawer'),
});

/** The drawer of an instance. */
export const instanceRoute = createRoute({
  getParentRoute: () => clustersRoute,
  path: '/instanceDetails/$provider/$instanceId',
  component: lazyRouteComponent(() => import('./instance-drawer.tsx'), 'InstanceDrawer'),
});
