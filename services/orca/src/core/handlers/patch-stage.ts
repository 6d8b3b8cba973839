import { isTrue, merged } from '../context.ts';
import { armTimer } from '../task-run.ts';
import type { Handler } from './handler.ts';

/** Changes a stage's context by hand: a judgment, a skipped wait. Also of a stage that has ended. Source: A10, PATCH stage. */
export const patchStage: Handler<'patchStage'> = (state, { stageId, context, by, accounts }, deps) => {
  const stage = state.stage(stageId);
  if (!stage) return;
  stage.context = { ...merged(stage.context, context), lastModifiedBy: by };
  stage.lastModified = { user: by, allowedAccounts: accounts, lastModifiedTime: deps.now };
  state.touch(stage);
  if (isTrue(context['manualSkip'])) return state.push({ kind: 'skipStageManually', stageId });
  const task = stage.tasks.find(({ status }) => status === 'RUNNING');
  if (!task) return;
  armTimer(state, stage, task, deps);
  state.push({ kind: 'runTask', stageId, taskId: task.id });
};
