import { executionCan } from '@gennaker/contracts/orca';
import { armTimer } from '../task-run.ts';
import type { Handler } from './handler.ts';

/** Goes on after a pause; the time of the pause does not count against any timeout. Source: orca-queue `ResumeExecutionHandler`, A10. */
export const resumeExecution: Handler<'resumeExecution'> = (state, { by }, deps) => {
  const { execution, notes } = state;
  if (!executionCan.resume(execution).allowed) return;
  execution.status = 'RUNNING';
  const { pauseTime = deps.now, pausedMs = 0 } = execution.paused ?? {};
  execution.paused = {
    ...execution.paused,
    resumedBy: by,
    resumeTime: deps.now,
    pausedMs: pausedMs + deps.now - pauseTime,
    paused: false,
  };
  notes.pauses = (notes.pauses ?? []).map(([from, to]) => [from, to ?? deps.now]);
  state.touchExecution();
  for (const stage of state.stages) {
    if (stage.status === 'PAUSED') {
      stage.status = 'RUNNING';
      state.touch(stage);
    }
    for (const task of stage.tasks) {
      const wasPaused = task.status === 'PAUSED';
      if (wasPaused) task.status = 'RUNNING';
      if (task.status === 'RUNNING' && state.notesOf(stage).run?.purpose !== 'cancel')
        armTimer(state, stage, task, deps);
      if (wasPaused) state.push({ kind: 'runTask', stageId: stage.id, taskId: task.id });
    }
  }
};
