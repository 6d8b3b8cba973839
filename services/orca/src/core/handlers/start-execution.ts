import { tellExecution } from '../events.ts';
import { initialStages } from '../graph.ts';
import type { Handler } from './handler.ts';

const EXPIRED = 'Could not begin execution before start time expiry';

/** Starts the first stages, unless the pipeline's concurrency limit makes the execution wait. Source: orca-queue `StartExecutionHandler`. */
export const startExecution: Handler<'startExecution'> = (state, _message, deps) => {
  const { execution, notes } = state;
  if (execution.status !== 'NOT_STARTED' || execution.canceled) return;
  state.touchExecution();
  if (deps.admission.mustWait(execution)) {
    notes.waiting = true;
    return;
  }
  delete notes.waiting;
  if (execution.startTimeExpiry !== undefined && deps.now > execution.startTimeExpiry)
    return state.push({ kind: 'cancelExecution', by: 'spinnaker', reason: EXPIRED });

  const { restartAt } = notes;
  delete notes.restartAt;
  const first = restartAt ?? initialStages(state.childrenOf(undefined)).map(({ id }) => id);
  if (first.length === 0) {
    execution.status = 'TERMINAL';
    state.journal.ended = true;
    return tellExecution(state, 'failed', deps.now);
  }
  execution.status = 'RUNNING';
  execution.startTime = deps.now;
  tellExecution(state, 'starting', deps.now);
  for (const stageId of first) state.push({ kind: 'startStage', stageId });
};
