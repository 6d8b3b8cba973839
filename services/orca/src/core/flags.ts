import type { ExecutionStatus, StageExecution } from '@gennaker/contracts/orca';
import { isTrue } from './context.ts';

/**
 * What a failure means for this stage, by its own context alone: continuePipeline beats failPipeline.
 * Source: orca-queue `StageExecution.failureStatus`.
 */
export function failureStatus(
  { context }: StageExecution,
  otherwise: 'TERMINAL' | 'CANCELED' = 'TERMINAL',
): ExecutionStatus {
  if (isTrue(context['continuePipeline'])) return 'FAILED_CONTINUE';
  const failPipeline = context['failPipeline'];
  return failPipeline === undefined || failPipeline === null || isTrue(failPipeline) ? otherwise : 'STOPPED';
}
