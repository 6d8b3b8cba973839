import { createRootRoute, createRoute } from '@tanstack/react-router';

/** The root of all routes; the shell is put around it in `router.ts`. */
export const rootRoute = createRootRoute();

/** Everything about one application. */
export const applicationRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/applications/$application',
});
