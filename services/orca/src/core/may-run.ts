import { isComplete, type StageExecution } from '@gennaker/contracts/orca';
import { parentOf } from './graph.ts';
import type { ExecutionState } from './state.ts';

/** Neither the execution nor anything that the stage belongs to is cancelled or over. */
export function mayRun(state: ExecutionState, stage: StageExecution): boolean {
  const { canceled, status } = state.execution;
  return !canceled && !isComplete(status) && !isCancelling(state, stage);
}

function isCancelling(state: ExecutionState, stage: StageExecution): boolean {
  if (state.notesOf(stage).cancelling) return true;
  const parent = parentOf(state, stage);
  return parent !== undefined && isCancelling(state, parent);
}

/** A stage that has not started may: nobody stops it, and what it belongs to is at work. */
export function mayStart(state: ExecutionState, stage: StageExecution): boolean {
  if (!mayRun(state, stage) || state.execution.status === 'NOT_STARTED') return false;
  const parent = parentOf(state, stage);
  if (!parent) return state.notes.ending === undefined;
  return parent.status === 'RUNNING' || parent.status === 'PAUSED';
}

export const isBusy = ({ status }: { status: string }): boolean =>
  status === 'RUNNING' || status === 'PAUSED';
