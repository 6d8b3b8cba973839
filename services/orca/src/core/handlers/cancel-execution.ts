import { isComplete } from '@gennaker/contracts/orca';
import { tellExecution } from '../events.ts';
import { isBusy } from '../may-run.ts';
import { cancelStage } from '../stage-end.ts';
import type { Handler } from './handler.ts';

/** Stops everything. Of one that has ended only the reason changes, as in Spinnaker. Source: orca-queue `CancelExecutionHandler`, A10. */
export const cancelExecution: Handler<'cancelExecution'> = (state, { by, reason }, deps) => {
  const { execution, notes } = state;
  execution.canceled = true;
  execution.canceledBy = by;
  if (reason === undefined) delete execution.cancellationReason;
  else execution.cancellationReason = reason;
  state.touchExecution();
  if (isComplete(execution.status)) return;
  if (execution.status === 'NOT_STARTED') {
    execution.status = 'CANCELED';
    delete notes.waiting;
    state.journal.ended = true;
    return tellExecution(state, 'failed', deps.now);
  }
  if (execution.status === 'PAUSED') execution.status = 'RUNNING';
  for (const stage of state.childrenOf(undefined)) if (isBusy(stage)) cancelStage(state, stage, deps);
  state.push({ kind: 'completeExecution' });
};
