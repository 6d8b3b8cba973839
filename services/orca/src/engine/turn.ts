import { messageOf, type Logger, type NewId } from '@gennaker/kernel';
import { apply } from '../core/apply.ts';
import type { Definitions, Deps, Evaluate } from '../core/deps.ts';
import type { MessageRow, RunRow, Turn, TurnStore } from '../store/index.ts';
import { limitedConfig, TurnAdmission } from './admission.ts';
import type { Entry, ExecutionCache } from './execution-cache.ts';
import { gather, type Part } from './gather.ts';
import type { Input } from './input.ts';
import type { RecentWakes } from './recent-wakes.ts';
import { turnWrites } from './turn-writes.ts';

export interface TurnDeps {
  store: TurnStore;
  cache: ExecutionCache;
  wakes: RecentWakes;
  definitions: Definitions;
  evaluate: Evaluate;
  newId: NewId;
  log: Logger;
  takeSlot: () => string | null;
}

/** What a turn is asked to do, besides what is due. */
export interface TurnWork {
  now: number;
  inputs: readonly Input[];
  /** Pipelines in whose queue somebody may start. */
  configs: readonly string[];
  /** Things that have changed. */
  wakeKeys: readonly string[];
  /** Most executions that take part because something of them is due. */
  limit: number;
}

export interface TurnOutcome {
  /** Executions that took part, with their journals. */
  entries: Entry[];
  runs: RunRow[];
  messages: MessageRow[];
  /** Another process is at their executions: for the next turn. */
  postponed: Input[];
  /** Their answers. */
  answers: (() => void)[];
  /** Pipelines of which an execution has ended or was held back. */
  configs: string[];
  setAside: string[];
}

/**
 * One turn: takes all that is due, applies it in memory, writes what changed, commits once.
 * What it throws rolled everything back.
 */
export const runTurn = (
  deps: TurnDeps,
  work: TurnWork,
  onLocked: (ids: string[]) => void,
): Promise<TurnOutcome> =>
  deps.store.turn(async (turn) => {
    const { now, inputs } = work;
    if (work.wakeKeys.length > 0) await turn.wake(work.wakeKeys, now);
    const wanted = [...new Set(inputs.map(({ executionId }) => executionId))];
    const results = inputs.flatMap(({ fence }) => fence ?? []);
    const { locked, counting } = await turn.lock({ now, wanted, limit: work.limit, results });
    onLocked(locked.map(({ id }) => id));
    const outcome: TurnOutcome = {
      entries: [],
      runs: [],
      messages: [],
      postponed: [],
      answers: [],
      configs: [],
      setAside: [],
    };
    const parts = await gather(turn, deps.cache, work, { locked, counting }, outcome);
    const admission = await admissionOf(turn, parts, work.configs);
    const core = {
      now,
      newId: deps.newId,
      definitions: deps.definitions,
      evaluate: deps.evaluate,
      admission,
    };
    for (const part of parts) await take(turn, part, core, outcome, deps);

    const more = work.configs.flatMap((config) => admission.next(config));
    const options = { now, wakes: deps.wakes, takeSlot: deps.takeSlot, more };
    const { writes, changes } = turnWrites(outcome.entries, options);
    await turn.write(writes, now);
    await turn.publish(changes);
    return { ...outcome, runs: writes.runs, messages: writes.messages };
  });

/** Loads who runs and who waits, for pipelines with a limit of which somebody wants to start. */
async function admissionOf(
  turn: Turn,
  parts: readonly Part[],
  configs: readonly string[],
): Promise<TurnAdmission> {
  const wanted = new Set(configs);
  for (const { entry, messages, inputs } of parts) {
    const config = limitedConfig(entry.state.execution);
    const kinds = [...messages, ...inputs.map(({ message }) => message)].map(({ kind }) => kind);
    if (config !== undefined && kinds.some((kind) => kind === 'startExecution' || kind === 'restartStage'))
      wanted.add(config);
  }
  return new TurnAdmission(
    wanted.size === 0 ? { running: new Map(), waiting: [] } : await turn.occupancy([...wanted]),
  );
}

/** Applies one execution's messages. One that throws is set aside with them and harms no other. */
async function take(turn: Turn, part: Part, core: Deps, outcome: TurnOutcome, deps: TurnDeps): Promise<void> {
  const { id, entry } = part;
  const { state } = entry;
  const inputs = part.inputs.filter((input) => isAllowed(input, entry, outcome));
  const messages = [...part.messages, ...inputs.map(({ message }) => message)];
  const before = state.execution.status;
  try {
    apply(state, messages, core);
  } catch (error) {
    deps.cache.delete(id);
    deps.log.error('Execution set aside: its messages cannot be applied', {
      executionId: id,
      kinds: messages.map(({ kind }) => kind),
      err: error,
    });
    outcome.setAside.push(id);
    if (entry.version > 0) await turn.setAside(id, messages, messageOf(error), core.now);
    outcome.answers.push(() => inputs.forEach((input) => input.failed?.(error)));
    return;
  }
  (core.admission as TurnAdmission).note(state.execution);
  const config = limitedConfig(state.execution);
  if (
    config !== undefined &&
    (state.journal.ended || (before === 'RUNNING' && state.execution.status !== 'RUNNING'))
  )
    outcome.configs.push(config);
  outcome.entries.push(entry);
  outcome.answers.push(() => inputs.forEach((input) => input.done?.(state.snapshot())));
}

function isAllowed(input: Input, { state }: Entry, { answers }: TurnOutcome): boolean {
  try {
    input.check?.(state);
    return true;
  } catch (error) {
    answers.push(() => input.failed?.(error));
    return false;
  }
}
