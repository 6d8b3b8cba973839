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

const COMPLETE: ReadonlySet<ExecutionStatus> = new Set([
  'SUCCEEDED',
  'SKIPPED',
  'FAILED_CONTINUE',
  'TERMINAL',
  'CANCELED',
  'STOPPED',
]);
const HALTS: ReadonlySet<ExecutionStatus> = new Set(['TERMINAL', 'CANCELED', 'STOPPED']);

/** Nothing more will happen. */
export const isComplete = (status: ExecutionStatus): boolean => COMPLETE.has(status);
/** Nothing downstream may start. */
export const halts = (status: ExecutionStatus): boolean => HALTS.has(status);
/** Downstream may start. */
export const mayContinue = (status: ExecutionStatus): boolean => isComplete(status) && !halts(status);
export const isSuccessful = (status: ExecutionStatus): boolean =>
  status === 'SUCCEEDED' || status === 'STOPPED' || status === 'SKIPPED';
export const isFailure = (status: ExecutionStatus): boolean =>
  status === 'TERMINAL' || status === 'STOPPED' || status === 'FAILED_CONTINUE';
