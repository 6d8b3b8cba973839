import { failureOf } from '../exceptions.ts';
import { endTask, runCancelHook, takeFailure, timeOutTask } from '../task-end.ts';
import { armTimer, dropRun } from '../task-run.ts';
import { taskDefinition } from '../tasks.ts';
import { deadlineOf } from '../timeouts.ts';
import type { Handler } from './handler.ts';

/** A timer went off: the time of a task, or of its stage, may be up. On time, whatever the task is doing. */
export const checkTimeout: Handler<'checkTimeout'> = (state, { stageId, taskId }, deps) => {
  const stage = state.stage(stageId);
  const task = stage?.tasks.find(({ id }) => id === taskId);
  // A pause stops the clock; resuming sets the timer anew.
  if (!stage || task?.status !== 'RUNNING') return;
  const notes = state.notesOf(stage);
  delete notes.timer;
  state.touch(stage);
  try {
    const giveUpAt = notes.run?.giveUpAt;
    if (giveUpAt !== undefined && giveUpAt <= deps.now) {
      dropRun(state, stage);
      return runCancelHook(state, stage, task, deps);
    }
    if (notes.run?.purpose === 'cancel' || giveUpAt !== undefined) return;
    const definition = taskDefinition(state, stage, task, deps);
    const deadline = deadlineOf(state, stage, task, definition, deps.now);
    if (!deadline) return;
    if (deadline.at <= deps.now) timeOutTask(state, stage, task, definition, deadline, deps);
    else armTimer(state, stage, task, deps);
  } catch (error) {
    if (notes.run?.purpose === 'cancel') return endTask(state, stage, task, 'CANCELED', deps);
    takeFailure(state, stage, task, failureOf(error), deps);
  }
};
