import type { ExecutionStatus, StageExecution, TaskExecution } from '@gennaker/contracts/orca';
import type { LifecycleEvent } from './journal.ts';
import type { ExecutionState } from './state.ts';

type Phase = LifecycleEvent['phase'];

/** Only SUCCEEDED is `complete`; FAILED_CONTINUE and STOPPED are told as failures. Source: A10. */
export function phaseOf(status: ExecutionStatus): Phase {
  if (status === 'SUCCEEDED') return 'complete';
  return status === 'SKIPPED' ? 'skipped' : 'failed';
}

export function tellExecution(state: ExecutionState, phase: Phase, now: number): void {
  state.journal.events.push({ of: 'execution', phase, at: now, status: state.execution.status });
}

export function tellStage(state: ExecutionState, stage: StageExecution, phase: Phase, now: number): void {
  state.journal.events.push({ of: 'stage', phase, at: now, status: stage.status, stageId: stage.id });
}

export function tellTask(
  state: ExecutionState,
  stage: StageExecution,
  { implementingClass, status }: TaskExecution,
  phase: Phase,
  now: number,
): void {
  state.journal.events.push({
    of: 'task',
    phase,
    at: now,
    status,
    stageId: stage.id,
    taskName: implementingClass,
  });
}
