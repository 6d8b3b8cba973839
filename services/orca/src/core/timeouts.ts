import type { StageExecution, TaskExecution } from '@gennaker/contracts/orca';
import { beforeStagesOf, parentOf } from './graph.ts';
import type { TaskFailure } from './message.ts';
import type { ExecutionState } from './state.ts';
import type { AnyTask } from './tasks.ts';

/** The stage that holds another until its time window opens. */
export const WINDOW = 'restrictExecutionDuringTimeWindow';

export interface Deadline {
  /** Epoch ms, as far as is known now; pauses to come move it. */
  at: number;
  failure(now: number): TaskFailure;
}

/** The earlier of what the task and its stage allow; undefined when neither has a limit. Source: orca-queue `RunTaskHandler`. */
export function deadlineOf(
  state: ExecutionState,
  stage: StageExecution,
  task: TaskExecution,
  definition: AnyTask,
  now: number,
): Deadline | undefined {
  if (stage.type === WINDOW) return undefined;
  const ofStage = stageDeadline(state, stage, now);
  const ofTask = taskDeadline(state, stage, task, definition, now);
  if (!ofStage || !ofTask) return ofStage ?? ofTask;
  return ofStage.at <= ofTask.at ? ofStage : ofTask;
}

const timeoutOf = ({ context }: StageExecution): number | undefined => {
  const value = Number(context['stageTimeoutMs']);
  return Number.isFinite(value) && value > 0 ? value : undefined;
};

function stageDeadline(state: ExecutionState, stage: StageExecution, now: number): Deadline | undefined {
  let owner: StageExecution | undefined = stage;
  while (owner && timeoutOf(owner) === undefined) owner = parentOf(state, owner);
  const timeout = owner && timeoutOf(owner);
  if (!owner || timeout === undefined) return undefined;
  const start = owner.startTime ?? now;
  const held = pausedSince(state, start, now) + windowMs(state, owner, now);
  const name = owner.name;
  return {
    at: start + timeout + held,
    failure: (at) => timedOut(`Stage ${name} timed out after ${inWords(at - start - held)}`),
  };
}

/** How long the stage's own time window held it. */
function windowMs(state: ExecutionState, stage: StageExecution, now: number): number {
  const window = beforeStagesOf(state, stage).find(({ type }) => type === WINDOW);
  return window?.startTime === undefined ? 0 : (window.endTime ?? now) - window.startTime;
}

function taskDeadline(
  state: ExecutionState,
  stage: StageExecution,
  task: TaskExecution,
  { timeoutMs, timeoutOverridable }: AnyTask,
  now: number,
): Deadline | undefined {
  // A stage's own timeout replaces that of an overridable task, and is looked at above.
  if (timeoutMs === undefined || (timeoutOverridable && timeoutOf(stage) !== undefined)) return undefined;
  const start = task.startTime ?? now;
  const paused = pausedSince(state, start, now);
  return {
    at: start + timeoutMs + paused,
    failure: (at) =>
      timedOut(
        `${classNameOf(task)} of stage ${stage.name} timed out after ${inWords(at - start)}. ` +
          `pausedDuration: ${inWords(paused)}, elapsedTime: ${inWords(at - start)}, timeoutValue: ${inWords(timeoutMs)}`,
      ),
  };
}

const timedOut = (message: string): TaskFailure => ({ name: 'TimeoutException', message, retryable: false });

const classNameOf = ({ name }: TaskExecution): string =>
  `${name.charAt(0).toUpperCase()}${name.slice(1)}Task`;

/** Time spent in pauses that began after a moment. */
function pausedSince(state: ExecutionState, start: number, now: number): number {
  const pauses = state.notes.pauses ?? [];
  return pauses.filter(([from]) => from >= start).reduce((sum, [from, to]) => sum + ((to ?? now) - from), 0);
}

const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
] as const;

/** `10 minutes 1 second`, as Java's formatDurationWords writes it. */
export function inWords(ms: number): string {
  let rest = Math.max(0, ms);
  const parts = UNITS.map(([unit, size]) => {
    const count = Math.floor(rest / size);
    rest -= count * size;
    return { unit, count };
  });
  const first = parts.findIndex(({ count }) => count > 0);
  if (first < 0) return '0 seconds';
  const last = parts.findLastIndex(({ count }) => count > 0);
  return parts
    .slice(first, last + 1)
    .map(({ unit, count }) => `${count} ${unit}${count === 1 ? '' : 's'}`)
    .join(' ');
}
