import { endStage } from '../stage-end.ts';
import { isBusy } from '../may-run.ts';
import type { Handler } from './handler.ts';

/** Passes over a stage; what follows it goes on. Source: orca-queue `SkipStageHandler`. */
export const skipStage: Handler<'skipStage'> = (state, { stageId }, deps) => {
  const stage = state.stage(stageId);
  if (stage && (stage.status === 'NOT_STARTED' || isBusy(stage))) endStage(state, stage, 'SKIPPED', deps);
};
