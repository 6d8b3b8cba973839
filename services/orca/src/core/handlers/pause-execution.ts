import { executionCan } from '@gennaker/contracts/orca';
import { pauseTask } from '../task-end.ts';
import type { Handler } from './handler.ts';

/** Holds an execution: waiting tasks at once, those at work when they come back. Source: orca-queue `PauseTaskHandler`, A10. */
export const pauseExecution: Handler<'pauseExecution'> = (state, { by }, deps) => {
  const { execution, notes } = state;
  if (!executionCan.pause(execution).allowed || notes.ending) return;
  execution.status = 'PAUSED';
  const pausedMs = execution.paused?.pausedMs ?? 0;
  execution.paused = { pausedBy: by, pauseTime: deps.now, pausedMs, paused: true };
  notes.pauses = [...(notes.pauses ?? []), [deps.now, null]];
  state.touchExecution();
  for (const stage of state.stages) {
    const task = stage.tasks.find(({ status }) => status === 'RUNNING');
    if (task && !state.notesOf(stage).run) pauseTask(state, stage, task);
  }
};
