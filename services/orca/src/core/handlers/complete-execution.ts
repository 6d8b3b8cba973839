import { isComplete, mayContinue, type ExecutionStatus } from '@gennaker/contracts/orca';
import { isTrue } from '../context.ts';
import type { Deps } from '../deps.ts';
import { tellExecution } from '../events.ts';
import { isReady } from '../graph.ts';
import { isBusy } from '../may-run.ts';
import { cancelStage } from '../stage-end.ts';
import type { ExecutionState } from '../state.ts';
import type { Handler } from './handler.ts';

/**
 * Ends an execution when its branches have ended. A branch that failed or was cancelled cancels the
 * others at once; they have ended before the execution gets its status and endTime.
 * Source: orca-queue `CompleteExecutionHandler`.
 */
export const completeExecution: Handler<'completeExecution'> = (state, _message, deps) => {
  const { execution, notes } = state;
  if (isComplete(execution.status) || execution.status === 'NOT_STARTED') return;
  const verdict = verdictOf(state);
  if (verdict === 'open') return;
  const cuts = verdict === 'TERMINAL' || verdict === 'CANCELED';
  if (cuts && notes.ending === undefined) {
    notes.ending = verdict;
    state.touchExecution();
  }
  const busy = state.childrenOf(undefined).filter(isBusy);
  if (cuts) {
    for (const stage of busy) {
      const { cancelling, failurePlanned } = state.notesOf(stage);
      // What handles a failure is let to its end, unless a person cancels.
      if (!cancelling && (!failurePlanned || execution.canceled)) cancelStage(state, stage, deps);
    }
  }
  if (busy.length === 0) end(state, verdict, deps);
};

function end(state: ExecutionState, status: ExecutionStatus, deps: Deps): void {
  const { execution, notes, journal } = state;
  execution.status = status;
  execution.endTime = deps.now;
  delete notes.ending;
  state.touchExecution();
  journal.ended = true;
  tellExecution(state, phaseAtEnd(status), deps.now);
}

const phaseAtEnd = (status: ExecutionStatus) => (status === 'SUCCEEDED' ? 'complete' : 'failed');

/** By its top-level stages; TERMINAL beats CANCELED. Source: A7, final execution status. */
function verdictOf(state: ExecutionState): ExecutionStatus | 'open' {
  const stages = state.childrenOf(undefined);
  const has = (wanted: ExecutionStatus): boolean => stages.some(({ status }) => status === wanted);
  if (stages.every(({ status }) => mayContinue(status))) return 'SUCCEEDED';
  if (has('TERMINAL')) return 'TERMINAL';
  if (has('CANCELED') || state.execution.canceled) return 'CANCELED';
  const isOpen = stages.some(
    (stage) => isBusy(stage) || (stage.status === 'NOT_STARTED' && isReady(state, stage)),
  );
  if (isOpen) return 'open';
  if (!has('STOPPED')) return 'TERMINAL';
  const failsAtTheEnd = stages.some(
    ({ status, context }) => status === 'STOPPED' && isTrue(context['completeOtherBranchesThenFail']),
  );
  return failsAtTheEnd ? 'TERMINAL' : 'SUCCEEDED';
}
