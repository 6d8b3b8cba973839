import {
  halts,
  isComplete,
  type ExecutionStatus,
  type StageExecution,
  type TaskExecution,
} from '@gennaker/contracts/orca';
import type { TaskResult } from '@gennaker/sdk';
import { isTrue, store } from './context.ts';
import type { Deps } from './deps.ts';
import { phaseOf, tellTask } from './events.ts';
import { exceptionOf, recordException } from './exceptions.ts';
import { failureStatus } from './flags.ts';
import { parentOf } from './graph.ts';
import type { TaskFailure } from './message.ts';
import { runSlot, type ExecutionState } from './state.ts';
import { abortRun, clearWaits, dropRun, handOut, waitToRun } from './task-run.ts';
import { taskDefinition, type AnyTask } from './tasks.ts';
import { WINDOW, type Deadline } from './timeouts.ts';
import { turnTools } from './turn-tools.ts';
import { viewOf } from './view.ts';

/** Retryable failures wait longer each time, so that a peer in trouble is not hammered. */
const BACKOFF_MS = 1_000;
const LONGEST_BACKOFF_MS = 15_000;

/** Acts on what a task said. Source: orca-queue `RunTaskHandler`. */
export function takeResult(
  state: ExecutionState,
  stage: StageExecution,
  task: TaskExecution,
  result: TaskResult,
  since: number,
  deps: Deps,
): void {
  store(state, stage, result);
  const notes = state.notesOf(stage);
  delete notes.failures;
  switch (result.status) {
    case 'RUNNING': {
      const { retryAfter, wakeOn = [] } = result;
      const due = retryAfter === undefined ? undefined : deps.now + backoff(stage, retryAfter);
      waitToRun(state, stage, task, { due, wakeOn, since });
      // The next look at a time window is at its opening: that is what people are shown.
      if (stage.type === WINDOW && due !== undefined) stage.scheduledTime = due;
      return;
    }
    case 'TERMINAL':
      return endTask(state, stage, task, failureStatus(stage), deps);
    case 'CANCELED':
      return endTask(state, stage, task, failureStatus(stage, 'CANCELED'), deps);
    default:
      return endTask(state, stage, task, result.status, deps);
  }
}

const backoff = ({ context }: StageExecution, wanted: number): number => {
  const least = Number(context['backoffPeriodMs']);
  return Math.max(wanted, Number.isFinite(least) ? least : 0);
};

/** Acts on what a task threw: what may pass is tried again, the rest fails the task. */
export function takeFailure(
  state: ExecutionState,
  stage: StageExecution,
  task: TaskExecution,
  failure: TaskFailure,
  deps: Deps,
): void {
  if (!failure.retryable) return failTask(state, stage, task, failure, deps);
  const notes = state.notesOf(stage);
  notes.failures = (notes.failures ?? 0) + 1;
  const { backoffMs } = taskDefinition(state, stage, task, deps);
  const wanted = backoffMs ?? Math.min(BACKOFF_MS * 2 ** (notes.failures - 1), LONGEST_BACKOFF_MS);
  const due = deps.now + backoff(stage, wanted);
  waitToRun(state, stage, task, { due, wakeOn: [], since: deps.now });
}

function failTask(
  state: ExecutionState,
  stage: StageExecution,
  task: TaskExecution,
  failure: TaskFailure,
  deps: Deps,
): void {
  recordException(stage, failure, task.name, deps.now);
  task.taskExceptionDetails = { exception: exceptionOf(failure, task.name, deps.now) };
  endTask(state, stage, task, failureStatus(stage), deps);
}

/** The task's time, or its stage's, is up. */
export function timeOutTask(
  state: ExecutionState,
  stage: StageExecution,
  task: TaskExecution,
  definition: AnyTask,
  deadline: Deadline,
  deps: Deps,
): void {
  dropRun(state, stage);
  if (isTrue(stage.context['markSuccessfulOnTimeout'])) return endTask(state, stage, task, 'SUCCEEDED', deps);
  const answer = definition.onTimeout?.(viewOf(state, stage, deps), turnTools(state, stage, deps));
  if (answer && answer.status !== 'RUNNING') return takeResult(state, stage, task, answer, deps.now, deps);
  failTask(state, stage, task, deadline.failure(deps.now), deps);
}

/** Ends a task and goes on with what follows. Source: orca-queue `CompleteTaskHandler`. */
export function endTask(
  state: ExecutionState,
  stage: StageExecution,
  task: TaskExecution,
  status: ExecutionStatus,
  deps: Deps,
): void {
  clearWaits(state, stage);
  dropRun(state, stage);
  state.touch(stage);
  if (status === 'REDIRECT') return repeatLoop(state, stage, task);
  task.status = status;
  task.endTime = deps.now;
  tellTask(state, stage, task, phaseOf(status) === 'failed' ? 'failed' : 'complete', deps.now);
  const next = stage.tasks[stage.tasks.indexOf(task) + 1];
  if (next && !halts(status)) state.push({ kind: 'startTask', stageId: stage.id, taskId: next.id });
  else state.push({ kind: 'completeStage', stageId: stage.id });
}

function repeatLoop(state: ExecutionState, stage: StageExecution, task: TaskExecution): void {
  const end = stage.tasks.indexOf(task);
  const start = stage.tasks.slice(0, end + 1).findLastIndex(({ loopStart }) => loopStart);
  const loop = stage.tasks.slice(Math.max(start, 0), end + 1);
  for (const step of loop) {
    step.status = 'NOT_STARTED';
    delete step.startTime;
    delete step.endTime;
  }
  const first = loop[0] ?? task;
  state.push({ kind: 'startTask', stageId: stage.id, taskId: first.id });
}

/** Ends a task because it is no longer wanted: at once, or when its worker has let go and its hook has run. */
export function cancelTask(
  state: ExecutionState,
  stage: StageExecution,
  task: TaskExecution,
  deps: Deps,
): void {
  const { run } = state.notesOf(stage);
  if (run?.purpose === 'run') return abortRun(state, stage, task, deps.now);
  if (run?.purpose === 'cancel') return;
  runCancelHook(state, stage, task, deps);
}

/** Lets the task undo what it began, then ends it CANCELED. */
export function runCancelHook(
  state: ExecutionState,
  stage: StageExecution,
  task: TaskExecution,
  deps: Deps,
): void {
  const definition = taskDefinition(state, stage, task, deps);
  if (!('effect' in definition) || !definition.onCancel) return endTask(state, stage, task, 'CANCELED', deps);
  clearWaits(state, stage);
  task.status = 'RUNNING';
  handOut(state, stage, task.id, 'cancel', deps);
}

/** Holds a waiting task, its stage and what that belongs to. Source: orca-queue `PauseTaskHandler`, `PauseStageHandler`. */
export function pauseTask(state: ExecutionState, stage: StageExecution, task: TaskExecution): void {
  task.status = 'PAUSED';
  const notes = state.notesOf(stage);
  if (notes.waits) {
    delete notes.waits;
    state.clear(runSlot(stage.id));
  }
  for (let held: StageExecution | undefined = stage; held; held = parentOf(state, held)) {
    if (!isComplete(held.status)) held.status = 'PAUSED';
    state.touch(held);
  }
}
