import type { StageExecution, TaskExecution } from '@gennaker/contracts/orca';
import type { TurnTask } from '@gennaker/sdk';
import type { Deps } from '../deps.ts';
import { failureOf } from '../exceptions.ts';
import { mayRun } from '../may-run.ts';
import type { ExecutionState } from '../state.ts';
import { cancelTask, pauseTask, takeFailure, takeResult, timeOutTask } from '../task-end.ts';
import { handOut } from '../task-run.ts';
import { taskDefinition } from '../tasks.ts';
import { deadlineOf } from '../timeouts.ts';
import { turnTools } from '../turn-tools.ts';
import { viewOf } from '../view.ts';
import type { Handler } from './handler.ts';

/** Runs a task that only computes; hands one with side effects to a worker. Source: orca-queue `RunTaskHandler`. */
export const runTask: Handler<'runTask'> = (state, { stageId, taskId }, deps) => {
  const stage = state.stage(stageId);
  const task = stage?.tasks.find(({ id }) => id === taskId);
  if (!stage || task?.status !== 'RUNNING') return;
  const notes = state.notesOf(stage);
  delete notes.waits;
  state.touch(stage);
  if (notes.run) {
    notes.run.again = true;
    return;
  }
  try {
    if (!mayRun(state, stage)) return cancelTask(state, stage, task, deps);
    if (state.execution.status === 'PAUSED') return pauseTask(state, stage, task);
    run(state, stage, task, deps);
  } catch (error) {
    takeFailure(state, stage, task, failureOf(error), deps);
  }
};

function run(state: ExecutionState, stage: StageExecution, task: TaskExecution, deps: Deps): void {
  const definition = taskDefinition(state, stage, task, deps);
  const deadline = deadlineOf(state, stage, task, definition, deps.now);
  if (deadline && deadline.at <= deps.now) return timeOutTask(state, stage, task, definition, deadline, deps);
  if ('effect' in definition) return handOut(state, stage, task.id, 'run', deps);
  takeResult(state, stage, task, runInTurn(state, stage, definition, deps), deps.now, deps);
}

const runInTurn = (state: ExecutionState, stage: StageExecution, task: TurnTask<never>, deps: Deps) =>
  task.inTurn(viewOf(state, stage, deps), turnTools(state, stage, deps));
