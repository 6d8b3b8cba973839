import { z } from 'zod';
import { OperationTask } from '../clouddriver/index.ts';
import { OrchestrationTask } from '../orca/index.ts';
import { csv, request, route } from '../route/index.ts';

const id = { id: z.string() };

/** Source: gate-web `TaskController`. */
export const tasks = {
  start: route({
    method: 'POST',
    path: '/tasks',
    allow: 'user',
    summary: 'Start an ad-hoc operation: one stage for each job.',
  })
    .input(request({ body: z.looseObject({}) }))
    .output(z.object({ ref: z.string() })),
  get: route({
    method: 'GET',
    path: '/tasks/{id}',
    allow: 'READ application',
    summary: 'An ad-hoc operation.',
  })
    .input(request({ params: id }))
    .output(OrchestrationTask),
  details: route({
    method: 'GET',
    path: '/tasks/{id}/details/{detailsId}',
    allow: 'READ application',
    summary: 'A cloud operation of it.',
  })
    .input(request({ params: { ...id, detailsId: z.string() } }))
    .output(OperationTask),
  cancel: route({ method: 'PUT', path: '/tasks/{id}/cancel', allow: 'WRITE application' }).input(
    request({ params: id }),
  ),
  cancelMany: route({ method: 'PUT', path: '/tasks/cancel', allow: 'WRITE application' }).input(
    request({ query: { ids: csv } }),
  ),
  delete: route({ method: 'DELETE', path: '/tasks/{id}', allow: 'WRITE application' }).input(
    request({ params: id }),
  ),
};
