import type { ExecutionStatus } from './status.ts';

// Apart from the schema, so that a web page can ask without loading a schema library.

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
