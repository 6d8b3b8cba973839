import { createRoute, createRouter, redirect } from '@tanstack/react-router';
import { applicationsRoute } from '../features/applications/routes.ts';
import { executionRoute, executionsRoute, executionPermalink } from '../features/executions/routes.ts';
import { inboxRoute } from '../features/inbox/routes.ts';
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
  beforeLoad: async ({ context }) => {
    redirect({ to: (await isWelcomeHome(context.queryClient)) ? '/welcome' : '/applications', throw: true });
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
  applicationRoute.addChildren([applicationHomeRoute, executionsRoute, executionRoute]),
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
