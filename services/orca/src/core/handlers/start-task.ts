import { isComplete, mayContinue, type StageExecution, type TaskExecution } from '@gennaker/contracts/orca';
import { tellTask } from '../events.ts';
import { evaluateAndStore, mustFailOnExpressions } from '../expressions.ts';
import { beforeStagesOf } from '../graph.ts';
import { isBusy, mayRun } from '../may-run.ts';
import type { ExecutionState } from '../state.ts';
import { endTask, takeFailure } from '../task-end.ts';
import { failureOf } from '../exceptions.ts';
import { armTimer } from '../task-run.ts';
import type { Handler } from './handler.ts';

/** Starts a task, with the stage's expressions resolved for good. Source: orca-queue `StartTaskHandler`. */
export const startTask: Handler<'startTask'> = (state, { stageId, taskId }, deps) => {
  const stage = state.stage(stageId);
  const task = stage?.tasks.find(({ id }) => id === taskId);
  if (!stage || !task || task.status !== 'NOT_STARTED' || !isNext(state, stage, task)) return;
  const notes = state.notesOf(stage);
  notes.starts = (notes.starts ?? 0) + 1;
  delete notes.failures;
  task.status = 'RUNNING';
  task.startTime = deps.now;
  state.touch(stage);
  if (!mayRun(state, stage)) return endTask(state, stage, task, 'CANCELED', deps);
  tellTask(state, stage, task, 'starting', deps.now);
  try {
    evaluateAndStore(state, stage, deps);
    // Before the side effect, not after it.
    if (mustFailOnExpressions(stage)) return endTask(state, stage, task, 'TERMINAL', deps);
    armTimer(state, stage, task, deps);
  } catch (error) {
    return takeFailure(state, stage, task, failureOf(error), deps);
  }
  state.push({ kind: 'runTask', stageId, taskId });
};

/** Its stage is at work, and all that comes before it has ended. */
function isNext(state: ExecutionState, stage: StageExecution, task: TaskExecution): boolean {
  const earlier = stage.tasks.slice(0, stage.tasks.indexOf(task));
  return (
    isBusy(stage) &&
    earlier.every(({ status }) => isComplete(status)) &&
    beforeStagesOf(state, stage).every(({ status }) => mayContinue(status))
  );
}
