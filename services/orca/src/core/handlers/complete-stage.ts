import type { ExecutionStatus, StageExecution } from '@gennaker/contracts/orca';
import { halts } from '@gennaker/contracts/orca';
import type { Deps } from '../deps.ts';
import { mustFailOnExpressions } from '../expressions.ts';
import { failureStatus } from '../flags.ts';
import { initialStages } from '../graph.ts';
import { isBusy, mayRun } from '../may-run.ts';
import { cancelStage, endStage, failStage } from '../stage-end.ts';
import { afterStagesToStart, hasOpenWork, stageVerdict } from '../stage-verdict.ts';
import type { ExecutionState } from '../state.ts';
import { cancelTask } from '../task-end.ts';
import { planAfter, planOnFailure } from '../synthetics.ts';
import { runningTask } from '../tasks.ts';
import type { Handler } from './handler.ts';

/** Ends a stage when all of it has ended; before that, runs what comes after its tasks or its failure. Source: orca-queue `CompleteStageHandler`. */
export const completeStage: Handler<'completeStage'> = (state, { stageId }, deps) => {
  const stage = state.stage(stageId);
  if (!stage || !isBusy(stage)) return;
  const notes = state.notesOf(stage);
  let verdict = stageVerdict(state, stage);
  if (verdict !== 'open' && mustFailOnExpressions(stage)) verdict = 'TERMINAL';
  if (hasOpenWork(state, stage)) {
    // One has failed: its siblings are cancelled, and their ends bring us here again. What handles a failure goes on.
    if (verdict !== 'open' && halts(verdict) && !notes.failurePlanned) cancelWork(state, stage, deps);
    return;
  }
  if (!mayRun(state, stage))
    return endStage(state, stage, cutShort(stage, verdict, notes.afterPlanned, deps), deps);
  if (verdict === 'open') return;
  try {
    const more = handlesFailure(stage, verdict, deps)
      ? startFailureStages(state, stage, verdict, deps)
      : startAfterStages(state, stage, deps);
    if (more) return;
  } catch (error) {
    failStage(state, stage, error, `${stage.name}:ConstructAfterStages`, deps);
    return endStage(state, stage, 'TERMINAL', deps);
  }
  endStage(state, stage, verdict === 'NOT_STARTED' ? 'SKIPPED' : verdict, deps);
};

/** A failure that the pipeline is to pass over is still one for a stage that knows what to do about it. */
const handlesFailure = (stage: StageExecution, verdict: ExecutionStatus, deps: Deps): boolean =>
  halts(verdict) ||
  (verdict === 'FAILED_CONTINUE' &&
    failureStatus(stage) === 'FAILED_CONTINUE' &&
    deps.definitions.find(stage)?.onFailure !== undefined);

/** Cancelled before it was done: CANCELED, unless it had failed already or nothing was left to do. */
function cutShort(
  stage: StageExecution,
  verdict: ExecutionStatus | 'open',
  afterPlanned: boolean | undefined,
  deps: Deps,
): ExecutionStatus {
  if (verdict === 'open' || verdict === 'NOT_STARTED') return 'CANCELED';
  if (halts(verdict)) return verdict;
  return afterPlanned || !deps.definitions.find(stage)?.after ? verdict : 'CANCELED';
}

function cancelWork(state: ExecutionState, stage: StageExecution, deps: Deps): void {
  for (const child of state.childrenOf(stage.id)) {
    if (isBusy(child)) cancelStage(state, child, deps);
    else if (child.status === 'NOT_STARTED') state.notesOf(child).cancelling = true;
  }
  const task = runningTask(stage);
  if (task) cancelTask(state, stage, task, deps);
  if (!task && !state.childrenOf(stage.id).some(isBusy))
    state.push({ kind: 'completeStage', stageId: stage.id });
}

/** @returns whether there is something to wait for */
function startAfterStages(state: ExecutionState, stage: StageExecution, deps: Deps): boolean {
  const notes = state.notesOf(stage);
  if (!notes.afterPlanned) {
    notes.afterPlanned = true;
    planAfter(state, stage, deps);
  }
  return start(state, afterStagesToStart(state, stage));
}

function startFailureStages(
  state: ExecutionState,
  stage: StageExecution,
  verdict: ExecutionStatus,
  deps: Deps,
): boolean {
  const notes = state.notesOf(stage);
  if (notes.failurePlanned || notes.doomed || verdict === 'CANCELED') return false;
  notes.failurePlanned = true;
  return start(state, initialStages(planOnFailure(state, stage, deps)));
}

function start(state: ExecutionState, stages: readonly StageExecution[]): boolean {
  for (const { id } of stages) state.push({ kind: 'startStage', stageId: id });
  return stages.length > 0;
}
