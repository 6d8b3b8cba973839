import { stageCan, type StageExecution } from '@gennaker/contracts/orca';
import type { Deps } from '../deps.ts';
import { tellStage, tellTask } from '../events.ts';
import { topLevelOf } from '../graph.ts';
import { isBusy } from '../may-run.ts';
import type { ExecutionState } from '../state.ts';
import { clearWaits, dropRun } from '../task-run.ts';
import { runningTask } from '../tasks.ts';
import type { Handler } from './handler.ts';

const STAYS = new Set(['SUCCEEDED', 'TERMINAL', 'FAILED_CONTINUE']);

/** A person passes over a running stage, with all that was made for it. Source: orca-queue `SkipStageHandler`, A6 `manualSkip`. */
export const skipStageManually: Handler<'skipStageManually'> = (state, { stageId }, deps) => {
  const stage = state.stage(stageId);
  if (!stage || !isBusy(stage) || !stageCan.skip(stage).allowed) return;
  const top = topLevelOf(state, stage);
  skipInside(state, top, deps);
  state.push({ kind: 'skipStage', stageId: top.id });
};

function skipInside(state: ExecutionState, stage: StageExecution, deps: Deps): void {
  const task = runningTask(stage);
  if (task) {
    task.status = 'SKIPPED';
    task.endTime = deps.now;
    clearWaits(state, stage);
    dropRun(state, stage);
    state.touch(stage);
    tellTask(state, stage, task, 'complete', deps.now);
  }
  for (const child of state.childrenOf(stage.id)) {
    skipInside(state, child, deps);
    if (STAYS.has(child.status)) continue;
    child.status = 'SKIPPED';
    child.endTime = deps.now;
    state.touch(child);
    tellStage(state, child, 'skipped', deps.now);
  }
}
