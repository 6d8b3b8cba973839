import { z } from 'zod';
import { count, request, route } from '../route/index.ts';
import { OperationTask } from './models.ts';

const Accepted = z.object({ id: z.string(), resourceUri: z.string() });
const clientRequestId = {
  clientRequestId: z
    .string()
    .optional()
    .describe('The same id again answers the first task and does nothing.'),
};

/** Changes to a cloud. Checked before the answer, carried out after it. Source: clouddriver-web `OperationsController`. */
export const operations = {
  /** `[{ "<operation>": { …description } }, …]`: in order, as one task; stops at the first failure. */
  submit: route({ method: 'POST', path: '/{provider}/ops', allow: 'WRITE account' })
    .input(
      request({
        params: { provider: z.string() },
        query: clientRequestId,
        body: z.array(z.record(z.string(), z.record(z.string(), z.unknown()))).min(1),
      }),
    )
    .output(Accepted),
  submitOne: route({ method: 'POST', path: '/{provider}/ops/{operation}', allow: 'WRITE account' })
    .input(
      request({
        params: { provider: z.string(), operation: z.string() },
        query: clientRequestId,
        body: z.record(z.string(), z.unknown()),
      }),
    )
    .output(Accepted),
  task: route({ method: 'GET', path: '/task/{id}', allow: 'user' })
    .input(
      request({ params: { id: z.string() }, query: { wait: count(0).describe('ms to wait for its end') } }),
    )
    .output(OperationTask),
  running: route({ method: 'GET', path: '/task', allow: 'user' }).output(z.array(OperationTask)),
};
