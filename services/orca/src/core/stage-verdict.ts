import { isComplete, type ExecutionStatus, type StageExecution } from '@gennaker/contracts/orca';
import { isTrue } from './context.ts';
import { failureStatus } from './flags.ts';
import { afterStagesOf, beforeStagesOf, isReady } from './graph.ts';
import { isBusy, mayStart } from './may-run.ts';
import type { ExecutionState } from './state.ts';

/**
 * How a stage stands, from its tasks and the stages made for it: the status it would end with, or
 * `open` while something is still to come. Source: orca-queue `StageExecution.determineStatus`.
 */
export function stageVerdict(state: ExecutionState, stage: StageExecution): ExecutionStatus | 'open' {
  const { tasks, context } = stage;
  const before = beforeStagesOf(state, stage);
  const after = afterStagesOf(state, stage);
  const statuses = new Set([...before, ...tasks, ...after].map(({ status }) => status));
  if (state.notesOf(stage).doomed) return 'TERMINAL';
  if (context['beforeStagePlanningFailed'] === true || statuses.has('TERMINAL')) return failureStatus(stage);
  if (statuses.size === 0) return 'NOT_STARTED';
  if (statuses.has('STOPPED')) return 'STOPPED';
  if (statuses.has('CANCELED')) return 'CANCELED';
  if (endsItsChain(state, stage)) return 'FAILED_CONTINUE';
  if (![...before, ...tasks].every(({ status }) => isComplete(status))) return 'open';
  if (!after.every(({ status }) => isComplete(status))) return 'open';
  return statuses.has('FAILED_CONTINUE') ? 'FAILED_CONTINUE' : 'SUCCEEDED';
}

/** A stage made for this one failed and is passed over: none of its siblings starts any more. */
const endsItsChain = (state: ExecutionState, stage: StageExecution): boolean =>
  !isTrue(stage.context['allowSiblingStagesToContinueOnFailure']) &&
  state.childrenOf(stage.id).some(({ status }) => status === 'FAILED_CONTINUE');

/** Something of this stage is at work, or about to be. */
export function hasOpenWork(state: ExecutionState, stage: StageExecution): boolean {
  const children = state.childrenOf(stage.id);
  if (stage.tasks.some(isBusy) || children.some(isBusy)) return true;
  return !endsItsChain(state, stage) && children.some((child) => isNext(state, child));
}

const isNext = (state: ExecutionState, child: StageExecution): boolean =>
  mayStart(state, child) &&
  child.syntheticStageOwner === 'STAGE_AFTER' &&
  child.status === 'NOT_STARTED' &&
  isReady(state, child);

/** The first stages after the tasks that have not started. */
export const afterStagesToStart = (state: ExecutionState, stage: StageExecution): StageExecution[] =>
  afterStagesOf(state, stage).filter(
    ({ status, requisiteStageRefIds }) => status === 'NOT_STARTED' && requisiteStageRefIds.length === 0,
  );
