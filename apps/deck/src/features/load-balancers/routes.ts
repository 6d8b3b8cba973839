import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { applicationRoute } from '../../app/routes.ts';

export const loadBalancersRoute = createRoute({
  getParentRoute: () => applicationRoute,
  path: '/loadBalancers',
  component: lazyRouteComponent(() => import('./load-balancers-page.tsx'), 'LoadBalancersPage'),
});

/** The drawer of a load balancer, beside the list. */
export const loadBalancerRoute = createRoute({
  getParentRoute: () => loadBalancersRoute,
  path: '/loadBalancerDetails/$provider/$account/$region/$name',
  component: lazyRouteComponent(() => import('./load-balancer-drawer.tsx'), 'LoadBalancerDrawer'),
});
