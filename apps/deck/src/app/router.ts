import { createRoute, createRouter, redirect } from '@tanstack/react-router';
import { applicationsRoute } from '../features/applications/routes.ts';
import { clustersRoute, instanceRoute, serverGroupRoute } from '../features/clusters/routes.ts';
import { executionRoute, executionsRoute, executionPermalink } from '../features/executions/routes.ts';
import { inboxRoute } from '../features/inbox/routes.ts';
import { loadBalancerRoute, loadBalancersRoute } from '../features/load-balancers/routes.ts';
import { isWelcomeHome } from '../features/welcome/home.ts';
import { welcomeRoute } from '../features/welcome/routes.ts';
import { LostPage } from './lost-page.tsx';
import { PageFault } from './page-fault.tsx';
import { applicationRoute, rootRoute } from './routes.ts';
import { Shell } from './shell.tsx';

rootRoute.update({ component: Shell, notFoundComponent: LostPage, errorComponent: PageFault });

const homeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  beforeLoad: async () => {
    redirect({ to: (await isWelcomeHome()) ? '/welcome' : '/applications', throw: true });
  },
});

const applicationHomeRoute = createRoute({
  getParentRoute: () => applicationRoute,
  path: '/',
  beforeLoad: ({ params }) => {
    redirect({ to: '/applications/$application/executions', params, throw: true });
  },
});

/** The tree of all routes. A feature adds its own here. */
const routeTree = rootRoute.addChildren([
  homeRoute,
  welcomeRoute,
  inboxRoute,
  applicationsRoute,
  executionPermalink,
  applicationRoute.addChildren([
    applicationHomeRoute,
    executionsRoute,
    executionRoute,
    clustersRoute.addChildren([serverGroupRoute, instanceRoute]),
    loadBalancersRoute.addChildren([loadBalancerRoute]),
  ]),
]);

export const router = createRouter({
  routeTree,
  defaultPreload: 'intent',
  defaultErrorComponent: PageFault,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
