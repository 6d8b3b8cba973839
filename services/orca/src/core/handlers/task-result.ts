import type { StageExecution, TaskExecution } from '@gennaker/contracts/orca';
import { store } from '../context.ts';
import type { Deps } from '../deps.ts';
import { failureOf, recordException } from '../exceptions.ts';
import { mayRun } from '../may-run.ts';
import type { TaskOutcome } from '../message.ts';
import type { StageNotes } from '../notes.ts';
import { runSlot, type ExecutionState } from '../state.ts';
import { endTask, pauseTask, runCancelHook, takeFailure, takeResult } from '../task-end.ts';
import type { Handler } from './handler.ts';

/** Acts on what a worker brings back. A result of a run that is no longer wanted changes nothing. */
export const taskResult: Handler<'taskResult'> = (state, { stageId, runId, outcome }, deps) => {
  const stage = state.stage(stageId);
  if (!stage) return;
  const notes = state.notesOf(stage);
  const { run } = notes;
  if (run?.id !== runId) return;
  delete notes.run;
  state.touch(stage);
  if (run.purpose === 'halt') return keep(state, stage, outcome, deps);
  const task = stage.tasks.find(({ id }) => id === run.taskId);
  if (!task) return;
  if (run.purpose === 'cancel') {
    keep(state, stage, outcome, deps);
    return endTask(state, stage, task, 'CANCELED', deps);
  }
  try {
    take(state, stage, task, run, outcome, deps);
  } catch (error) {
    takeFailure(state, stage, task, failureOf(error), deps);
  }
};

const keep = (state: ExecutionState, stage: StageExecution, outcome: TaskOutcome, { now }: Deps): void => {
  if ('result' in outcome) return store(state, stage, outcome.result);
  // A person must see what was left behind; what the stage failed with says more.
  if (stage.context['exception'] === undefined)
    recordException(stage, outcome.failure, `${stage.name}:CleanUp`, now);
};

function take(
  state: ExecutionState,
  stage: StageExecution,
  task: TaskExecution,
  run: NonNullable<StageNotes['run']>,
  outcome: TaskOutcome,
  deps: Deps,
): void {
  const wantsMore = 'failure' in outcome ? outcome.failure.retryable : outcome.result.status === 'RUNNING';
  const isCancelled = !mayRun(state, stage);
  if (isCancelled && (wantsMore || 'failure' in outcome || outcome.result.status === 'CANCELED')) {
    if ('result' in outcome) store(state, stage, outcome.result);
    return runCancelHook(state, stage, task, deps);
  }
  if ('failure' in outcome) takeFailure(state, stage, task, outcome.failure, deps);
  else takeResult(state, stage, task, outcome.result, run.since, deps);
  if (!wantsMore || task.status !== 'RUNNING') return;
  if (state.execution.status === 'PAUSED') pauseTask(state, stage, task);
  else if (run.again) runAgainAtOnce(state, stage, task);
}

/** Something changed while it ran: what it saw may be old. */
function runAgainAtOnce(state: ExecutionState, stage: StageExecution, task: TaskExecution): void {
  state.clear(runSlot(stage.id));
  delete state.notesOf(stage).waits;
  state.push({ kind: 'runTask', stageId: stage.id, taskId: task.id });
}
