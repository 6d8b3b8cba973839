import { mayContinue } from '@gennaker/contracts/orca';
import { beforeStagesOf } from '../graph.ts';
import { isBusy } from '../may-run.ts';
import type { Handler } from './handler.ts';

/** Goes on with a stage when one of the stages made for it has ended well. The last one finds nothing open: no polling. Source: orca-queue `ContinueParentStageHandler`. */
export const continueParentStage: Handler<'continueParentStage'> = (state, { stageId, phase }) => {
  const stage = state.stage(stageId);
  if (!stage || !isBusy(stage)) return;
  const [task] = stage.tasks;
  if (phase === 'STAGE_AFTER' || !task) return state.push({ kind: 'completeStage', stageId });
  if (beforeStagesOf(state, stage).every(({ status }) => mayContinue(status)))
    state.push({ kind: 'startTask', stageId, taskId: task.id });
  else state.push({ kind: 'completeStage', stageId });
};
