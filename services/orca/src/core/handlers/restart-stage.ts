import { isComplete, stageCan, type Context, type StageExecution } from '@gennaker/contracts/orca';
import { without } from '../context.ts';
import type { Deps } from '../deps.ts';
import { tellExecution } from '../events.ts';
import { allDownstreamOf, descendantsOf, isReady, topLevelOf } from '../graph.ts';
import type { ExecutionState } from '../state.ts';
import { clearWaits, dropRun } from '../task-run.ts';
import type { Handler } from './handler.ts';

/** Runs a finished stage and all that follows it once more; other branches stay as they are. Source: orca-queue `RestartStageHandler`, A10. */
export const restartStage: Handler<'restartStage'> = (state, { stageId, by, followsChild }, deps) => {
  const asked = state.stage(stageId);
  if (!asked) return;
  const stage = topLevelOf(state, asked);
  if (!stageCan.restart(stage).allowed || isStopping(state)) return;
  if (followsChild && !isComplete(state.execution.status)) return;
  const { exception } = stage.context;
  reset(state, stage, deps, followsChild ? { _skipPipelineRestart: true } : {});
  stage.context = {
    ...stage.context,
    restartDetails: {
      restartedBy: by,
      restartTime: deps.now,
      ...(exception === undefined ? {} : { previousException: exception }),
    },
  };
  for (const next of allDownstreamOf(state, stage)) if (isComplete(next.status)) reset(state, next, deps);
  goOn(state, stage, deps);
  restartParent(state, by);
};

/** It is being cancelled, or a branch has failed: what is asked for can be done when it has ended. */
const isStopping = ({ execution, notes }: ExecutionState): boolean =>
  !isComplete(execution.status) && (execution.canceled || notes.ending !== undefined);

function reset(state: ExecutionState, stage: StageExecution, deps: Deps, extra: Context = {}): void {
  for (const made of descendantsOf(state, stage)) {
    clearWaits(state, made);
    dropRun(state, made);
    state.remove(made);
  }
  clearWaits(state, stage);
  dropRun(state, stage);
  state.resetNotes(stage);
  stage.status = 'NOT_STARTED';
  delete stage.startTime;
  delete stage.endTime;
  delete stage.scheduledTime;
  stage.tasks = [];
  const context = without(
    { ...stage.context, ...extra },
    'exception',
    'beforeStagePlanningFailed',
    'manualSkip',
  );
  stage.context = deps.definitions.find(stage)?.onRestart?.(context) ?? context;
  state.touch(stage);
}

/** The execution runs again from there, or waits for its turn when the pipeline's limit says so. */
function goOn(state: ExecutionState, stage: StageExecution, deps: Deps): void {
  const { execution, notes } = state;
  const hadEnded = isComplete(execution.status);
  execution.canceled = false;
  delete notes.ending;
  state.touchExecution();
  if (execution.status === 'NOT_STARTED') return;
  delete execution.endTime;
  if (hadEnded && deps.admission.mustWait(execution)) {
    execution.status = 'NOT_STARTED';
    delete execution.startTime;
    notes.waiting = true;
    notes.restartAt = [stage.id];
    state.journal.ended = false;
    return;
  }
  execution.startTime = deps.now;
  state.push({ kind: 'startStage', stageId: stage.id });
  if (!hadEnded) return;
  execution.status = 'RUNNING';
  state.journal.ended = false;
  tellExecution(state, 'starting', deps.now);
  for (const other of state.childrenOf(undefined))
    if (other !== stage && isCutOff(state, other)) state.push({ kind: 'startStage', stageId: other.id });
}

/** The end of the execution came before its start; now it may start. */
const isCutOff = (state: ExecutionState, stage: StageExecution): boolean =>
  stage.status === 'NOT_STARTED' && isReady(state, stage);

/** The pipeline stage that started this execution, if that has ended: it attaches itself again. */
function restartParent(state: ExecutionState, by: string): void {
  const { parentExecution, parentPipelineStageId } = state.execution.trigger as {
    parentExecution?: { id?: unknown };
    parentPipelineStageId?: unknown;
  };
  if (typeof parentExecution?.id !== 'string' || typeof parentPipelineStageId !== 'string') return;
  state.journal.toOthers.push({
    executionId: parentExecution.id,
    message: { kind: 'restartStage', stageId: parentPipelineStageId, by, followsChild: true },
  });
}
