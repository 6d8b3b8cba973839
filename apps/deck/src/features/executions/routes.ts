import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { gate } from '../../api/gate.ts';
import { applicationRoute, rootRoute } from '../../app/routes.ts';
import { text } from '../../app/search.ts';

/** Filters are in the address, so that every view is a link. */
export interface ExecutionsSearch {
  /** Statuses, `RUNNING,TERMINAL`. */
  status?: string;
  /** Names of pipelines, separated by commas. */
  pipeline?: string;
  q?: string;
  /** The pipeline whose start dialog is open: its name, or `?` to choose one. */
  start?: string;
  /** The run whose parameters the start dialog takes over. */
  like?: string;
}

export const executionsRoute = createRoute({
  getParentRoute: () => applicationRoute,
  path: '/executions',
  validateSearch: (search: Record<string, unknown>): ExecutionsSearch => ({
    status: text(search['status']),
    pipeline: text(search['pipeline']),
    q: text(search['q']),
    start: text(search['start']),
    like: text(search['like']),
  }),
  component: lazyRouteComponent(() => import('./executions-page.tsx'), 'ExecutionsPage'),
});

export interface ExecutionSearch {
  /** The chosen stage, by its id. */
  stage?: string;
  /** The chosen view of it. */
  details?: string;
}

export const executionRoute = createRoute({
  getParentRoute: () => applicationRoute,
  path: '/executions/details/$id',
  validateSearch: (search: Record<string, unknown>): ExecutionSearch => ({
    stage: text(search['stage']),
    details: text(search['details']),
  }),
  component: lazyRouteComponent(() => import('./execution-page.tsx'), 'ExecutionPage'),
});

/** `/executions/<id>` leads to the execution, whatever its application is. */
export const executionPermalink = createRoute({
  getParentRoute: () => rootRoute,
  path: '/executions/$id',
  loader: async ({ params: { id } }) => {
    const { application } = await gate.pipelines.get({ params: { id } });
    redirect({
      to: '/applications/$application/executions/details/$id',
      params: { application, id },
      throw: true,
    });
  },
});
