import { z } from 'zod';
import { csv } from '../route/index.ts';

/** Source: orca-core `ExecutionStatus`. */
export const ExecutionStatus = z.enum([
  'NOT_STARTED',
  'BUFFERED',
  'RUNNING',
  'PAUSED',
  'SUSPENDED',
  'SUCCEEDED',
  'FAILED_CONTINUE',
  'TERMINAL',
  'CANCELED',
  'REDIRECT',
  'STOPPED',
  'SKIPPED',
]);
export type ExecutionStatus = z.infer<typeof ExecutionStatus>;

/** Statuses in a query, `RUNNING,PAUSED`; empty means all. */
export const statuses = csv.pipe(
  z
    .array(
      z.enum(ExecutionStatus.options, {
        error: ({ input }) =>
          `'${String(input)}' is not a status; use some of ${ExecutionStatus.options.join(', ')}`,
      }),
    )
    .optional(),
);
