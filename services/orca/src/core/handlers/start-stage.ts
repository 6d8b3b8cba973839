import type { StageExecution } from '@gennaker/contracts/orca';
import type { Deps } from '../deps.ts';
import { tellStage } from '../events.ts';
import { evaluateAndStore, isEnabled, mustFailOnExpressions } from '../expressions.ts';
import { beforeStagesOf, initialStages, isReady } from '../graph.ts';
import { isBusy, mayStart } from '../may-run.ts';
import { failStage } from '../stage-end.ts';
import type { ExecutionState } from '../state.ts';
import { planBefore } from '../synthetics.ts';
import { plannedTasks } from '../tasks.ts';
import type { Handler } from './handler.ts';

/** Plans a stage and starts the first thing in it, once all that it requires has ended well. Source: orca-queue `StartStageHandler`. */
export const startStage: Handler<'startStage'> = (state, { stageId }, deps) => {
  const stage = state.stage(stageId);
  if (!stage || isBusy(stage)) return;
  if (stage.status !== 'NOT_STARTED' || !mayStart(state, stage)) return lookAgain(state, stage);
  // The last of several to end starts it; there is nothing to poll for.
  if (!isReady(state, stage)) return lookAgain(state, stage);
  if (isTooLate(stage, deps) || !isEnabledOrUnknown(state, stage, deps))
    return state.push({ kind: 'skipStage', stageId });

  stage.status = 'RUNNING';
  stage.startTime = deps.now;
  state.touch(stage);
  tellStage(state, stage, 'starting', deps.now);
  if (plan(state, stage, deps)) startFirst(state, stage);
  else state.push({ kind: 'completeStage', stageId });
};

/** It may have been the last that could start: whatever it belongs to may be over. */
const lookAgain = (state: ExecutionState, { parentStageId }: StageExecution): void =>
  state.push(
    parentStageId === undefined
      ? { kind: 'completeExecution' }
      : { kind: 'completeStage', stageId: parentStageId },
  );

const isTooLate = ({ startTimeExpiry }: StageExecution, { now }: Deps): boolean =>
  startTimeExpiry !== undefined && now > startTimeExpiry;

const isEnabledOrUnknown = (state: ExecutionState, stage: StageExecution, deps: Deps): boolean =>
  stage.parentStageId !== undefined || isEnabled(state, stage, deps);

/** @returns whether the stage may go on */
function plan(state: ExecutionState, stage: StageExecution, deps: Deps): boolean {
  try {
    const definition = deps.definitions.get(stage);
    if (stage.parentStageId === undefined) evaluateAndStore(state, stage, deps);
    if (definition.skippable?.(stage.context)) stage.context = { ...stage.context, canManuallySkip: true };
    stage.tasks = plannedTasks(state, stage, deps);
    planBefore(state, stage, deps);
    // With tasks, it is checked as the first of them starts: what cannot be resolved yet may be by then.
    return stage.tasks.length > 0 || !mustFailOnExpressions(stage);
  } catch (error) {
    if (!deps.definitions.find(stage)) state.notesOf(stage).doomed = true;
    failStage(state, stage, error, stage.name, deps);
    stage.context = { ...stage.context, beforeStagePlanningFailed: true };
    return false;
  }
}

function startFirst(state: ExecutionState, stage: StageExecution): void {
  const before = initialStages(beforeStagesOf(state, stage));
  const [task] = stage.tasks;
  if (before.length > 0) for (const { id } of before) state.push({ kind: 'startStage', stageId: id });
  else if (task) state.push({ kind: 'startTask', stageId: stage.id, taskId: task.id });
  else state.push({ kind: 'completeStage', stageId: stage.id });
}
