import type { StageExecution, TaskExecution } from '@gennaker/contracts/orca';
import type { Deps } from './deps.ts';
import type { RunPurpose } from './notes.ts';
import { runSlot, timerSlot, type ExecutionState } from './state.ts';
import { deadlineOf } from './timeouts.ts';
import { taskDefinition } from './tasks.ts';

/** How long a task that was told to stop may take to say so; then it is ended without it. */
const ABORT_GRACE_MS = 60_000;

/** Hands a task, or a clean-up hook, to a worker. */
export function handOut(
  state: ExecutionState,
  stage: StageExecution,
  taskId: string,
  purpose: RunPurpose,
  deps: Deps,
): void {
  const id = deps.newId();
  state.notesOf(stage).run = { id, taskId, purpose, since: deps.now };
  state.journal.runs.push({ id, stageId: stage.id, taskId, purpose });
  state.touch(stage);
}

/** Forgets the run that is out there: its result will not count. */
export function dropRun(state: ExecutionState, stage: StageExecution): void {
  const notes = state.notesOf(stage);
  if (!notes.run) return;
  state.journal.droppedRuns.push(notes.run.id);
  delete notes.run;
  state.touch(stage);
}

/** Asks the run that is out there to stop; its result is still heard, within a grace. */
export function abortRun(
  state: ExecutionState,
  stage: StageExecution,
  task: TaskExecution,
  now: number,
): void {
  const { run } = state.notesOf(stage);
  if (!run || run.giveUpAt !== undefined) return;
  run.giveUpAt = now + ABORT_GRACE_MS;
  state.journal.aborted.push(run.id);
  setTimer(state, stage, task, run.giveUpAt, now);
}

/** Runs the task again at a time, or when something changes, or both. */
export function waitToRun(
  state: ExecutionState,
  stage: StageExecution,
  task: TaskExecution,
  { due, wakeOn, since }: { due: number | undefined; wakeOn: string[]; since: number },
): void {
  state.notesOf(stage).waits = true;
  state.wait(runSlot(stage.id), {
    message: { kind: 'runTask', stageId: stage.id, taskId: task.id },
    due,
    wakeOn,
    since,
  });
  state.touch(stage);
}

/** Sets the timer to the next moment at which the task's time is up, if there is one. */
export function armTimer(
  state: ExecutionState,
  stage: StageExecution,
  task: TaskExecution,
  deps: Deps,
): void {
  // It was told to stop: the timer is its last one.
  if (state.notesOf(stage).run?.giveUpAt !== undefined) return;
  const deadline = deadlineOf(state, stage, task, taskDefinition(state, stage, task, deps), deps.now);
  if (deadline) setTimer(state, stage, task, deadline.at, deps.now);
  else if (state.notesOf(stage).timer) clearTimer(state, stage);
}

function setTimer(
  state: ExecutionState,
  stage: StageExecution,
  task: TaskExecution,
  due: number,
  now: number,
): void {
  state.notesOf(stage).timer = true;
  const message = { kind: 'checkTimeout', stageId: stage.id, taskId: task.id } as const;
  state.wait(timerSlot(stage.id), { message, due, wakeOn: [], since: now });
  state.touch(stage);
}

function clearTimer(state: ExecutionState, stage: StageExecution): void {
  delete state.notesOf(stage).timer;
  state.clear(timerSlot(stage.id));
}

/** Nothing waits for this stage's task any longer. */
export function clearWaits(state: ExecutionState, stage: StageExecution): void {
  const notes = state.notesOf(stage);
  if (notes.waits) {
    delete notes.waits;
    state.clear(runSlot(stage.id));
  }
  if (notes.timer) clearTimer(state, stage);
}
