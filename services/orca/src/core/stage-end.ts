import { mayContinue, type ExecutionStatus, type StageExecution } from '@gennaker/contracts/orca';
import { isTrue } from './context.ts';
import type { Deps } from './deps.ts';
import { phaseOf, tellStage } from './events.ts';
import { failureOf, recordException, summarizeErrors } from './exceptions.ts';
import { downstreamOf, parentOf } from './graph.ts';
import { isBusy } from './may-run.ts';
import type { ExecutionState } from './state.ts';
import { clearWaits, dropRun, handOut } from './task-run.ts';
import { cancelTask } from './task-end.ts';
import { runningTask } from './tasks.ts';

/** Ends a stage and starts what follows it. */
export function endStage(
  state: ExecutionState,
  stage: StageExecution,
  status: ExecutionStatus,
  deps: Deps,
): void {
  clearWaits(state, stage);
  dropRun(state, stage);
  stage.status = status;
  stage.endTime = deps.now;
  summarizeErrors(stage);
  state.touch(stage);
  tellStage(state, stage, phaseOf(status), deps.now);
  const parent = parentOf(state, stage);
  if (
    status === 'FAILED_CONTINUE' &&
    parent &&
    !isTrue(parent.context['allowSiblingStagesToContinueOnFailure'])
  )
    state.push({ kind: 'completeStage', stageId: parent.id });
  else if (mayContinue(status)) startNext(state, stage);
  else {
    runHaltHook(state, stage, deps);
    state.push(parent ? { kind: 'completeStage', stageId: parent.id } : { kind: 'completeExecution' });
  }
}

/** Starts what comes after; the last of its kind hands back to its parent or to the execution. */
function startNext(state: ExecutionState, stage: StageExecution): void {
  const next = downstreamOf(state, stage);
  for (const { id } of next) state.push({ kind: 'startStage', stageId: id });
  if (next.length > 0) return;
  if (stage.parentStageId === undefined || stage.syntheticStageOwner === undefined)
    state.push({ kind: 'completeExecution' });
  else
    state.push({
      kind: 'continueParentStage',
      stageId: stage.parentStageId,
      phase: stage.syntheticStageOwner,
    });
}

/** A stage that ended badly may have left something behind that its type cleans up. Source: `CancellableStage`. */
function runHaltHook(state: ExecutionState, stage: StageExecution, deps: Deps): void {
  if (stage.startTime === undefined || state.notesOf(stage).doomed) return;
  if (deps.definitions.find(stage)?.onHalt) handOut(state, stage, '', 'halt', deps);
}

/** Ends what a stage is doing, at any depth. It becomes CANCELED when all of that has ended. */
export function cancelStage(state: ExecutionState, stage: StageExecution, deps: Deps): void {
  state.notesOf(stage).cancelling = true;
  state.touch(stage);
  const task = runningTask(stage);
  const busy = state.childrenOf(stage.id).filter(isBusy);
  for (const child of busy) cancelStage(state, child, deps);
  if (task) cancelTask(state, stage, task, deps);
  if (!task && busy.length === 0) state.push({ kind: 'completeStage', stageId: stage.id });
}

/** A stage that cannot go on because of an error of its own, not of a task. */
export function failStage(
  state: ExecutionState,
  stage: StageExecution,
  error: unknown,
  operation: string,
  deps: Deps,
): void {
  recordException(stage, failureOf(error), operation, deps.now);
  state.touch(stage);
}
