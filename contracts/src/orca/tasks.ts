import { z } from 'zod';
import { count, request, route } from '../route/index.ts';
import { ExecutionStatus, statuses } from './status.ts';
import { StageExecution, Trigger } from './execution.ts';

const id = { id: z.string() };

/** The body of an ad-hoc operation. Source: orca-web `OperationsController#ops`. */
export const OperationRequest = z.looseObject({
  application: z.string().optional(),
  description: z.string().optional(),
  job: z.array(z.looseObject({ type: z.string().min(1) })).min(1),
  trigger: Trigger.partial().optional(),
});
export type OperationRequest = z.infer<typeof OperationRequest>;

/** An ad-hoc operation as its clients see it: an execution with its stages' contexts as variables. */
export const OrchestrationTask = z.looseObject({
  id: z.string(),
  name: z.string().optional(),
  application: z.string().optional(),
  status: ExecutionStatus,
  variables: z.array(z.looseObject({ key: z.string(), value: z.unknown() })),
  steps: z.array(z.looseObject({ name: z.string(), status: ExecutionStatus })),
  buildTime: z.number().optional(),
  startTime: z.number().optional(),
  endTime: z.number().optional(),
  execution: z.looseObject({ stages: z.array(StageExecution).optional() }),
});
export type OrchestrationTask = z.infer<typeof OrchestrationTask>;

/** Ad-hoc operations. Source: orca-web `TaskController`. */
export const tasks = {
  start: route({ method: 'POST', path: '/ops', allow: 'user' })
    .input(request({ body: OperationRequest }))
    .output(z.object({ ref: z.string() })),
  get: route({ method: 'GET', path: '/tasks/{id}', allow: 'READ application' })
    .input(request({ params: id, query: { wait: count(0).describe('ms to wait for its end') } }))
    .output(OrchestrationTask),
  ofApplication: route({
    method: 'GET',
    path: '/applications/{application}/tasks',
    allow: 'READ application',
  })
    .input(
      request({
        params: { application: z.string() },
        query: { page: count(1), limit: count(3500), statuses },
      }),
    )
    .output(z.array(OrchestrationTask)),
  cancel: route({ method: 'PUT', path: '/tasks/{id}/cancel', allow: 'WRITE application', status: 202 }).input(
    request({ params: id, query: { reason: z.string().optional() } }),
  ),
  delete: route({ method: 'DELETE', path: '/tasks/{id}', allow: 'WRITE application' }).input(
    request({ params: id }),
  ),
};
