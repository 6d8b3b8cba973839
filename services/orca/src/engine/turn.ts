import { messageOf, notFound, type Logger, type NewId } from '@gennaker/kernel';
import { apply } from '../core/apply.ts';
import type { Definitions, Deps, Evaluate } from '../core/deps.ts';
import type { Message } from '../core/message.ts';
import type { Locked, MessageRow, RunRow, Turn, TurnStore } from '../store/index.ts';
import { limitedConfig, TurnAdmission } from './admission.ts';
import { entryOf, newEntry, type Entry, type ExecutionCache } from './execution-cache.ts';
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

/** One execution's part in a turn. */
interface Part {
  id: string;
  entry: Entry;
  messages: Message[];
  inputs: Input[];
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
    const parts = await gather(turn, deps, work, { locked, counting }, outcome);
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

/** Brings together each execution, its due messages, and what came from within this process. */
async function gather(
  turn: Turn,
  deps: TurnDeps,
  work: TurnWork,
  { locked, counting }: { locked: readonly Locked[]; counting: ReadonlySet<string> },
  outcome: TurnOutcome,
): Promise<Part[]> {
  const due = locked.filter((one) => one.due).map(({ id }) => id);
  const taken = due.length === 0 ? [] : await turn.takeMessages(due, work.now);
  const isOurs = new Set(locked.map(({ id }) => id));
  // A result of a run that another worker has taken over is worth nothing. Those of executions that are not ours yet wait.
  const inputs = work.inputs.filter(
    ({ fence, executionId }) => !fence || !isOurs.has(executionId) || counting.has(fence.id),
  );
  const parts = new Map<string, Part>();
  for (const [id, entry] of await entriesOf(turn, deps.cache, locked))
    parts.set(id, { id, entry, messages: [], inputs: [] });
  for (const { executionId, message } of taken) parts.get(executionId)?.messages.push(message);

  const unknown: Input[] = [];
  for (const input of inputs) {
    const part = parts.get(input.executionId);
    if (part && input.start) answerExisting(input, part, outcome);
    else if (part) part.inputs.push(input);
    else if (input.start)
      parts.set(input.executionId, {
        id: input.executionId,
        entry: newEntry(input.start),
        messages: [],
        inputs: [input],
      });
    else unknown.push(input);
  }
  await sortOut(turn, unknown, outcome);
  await dropCorrelated(turn, parts, outcome);
  return [...parts.values()];
}

async function entriesOf(
  turn: Turn,
  cache: ExecutionCache,
  locked: readonly Locked[],
): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>();
  const missing: string[] = [];
  for (const { id, version } of locked) {
    const entry = cache.get(id, version);
    if (entry) entries.set(id, entry);
    else missing.push(id);
  }
  if (missing.length > 0)
    for (const [id, stored] of await turn.load(missing)) entries.set(id, entryOf(stored));
  return entries;
}

/** Started already: by another with this id, or by this very request when the answer to its commit was lost. */
function answerExisting(input: Input, { entry }: Part, { answers }: TurnOutcome): void {
  const execution = entry.state.snapshot();
  answers.push(() => input.done?.(execution));
}

/** Not locked: another process is at it, or it does not exist. */
async function sortOut(turn: Turn, inputs: readonly Input[], outcome: TurnOutcome): Promise<void> {
  if (inputs.length === 0) return;
  const existing = await turn.load([...new Set(inputs.map(({ executionId }) => executionId))]);
  for (const input of inputs) {
    if (existing.has(input.executionId)) outcome.postponed.push(input);
    else
      outcome.answers.push(() =>
        input.failed?.(notFound(`No execution found for ${input.executionId}; it may have been deleted.`)),
      );
  }
}

/** Of executions with the same correlation id only one is under way. Source: A3, dedupe. */
async function dropCorrelated(turn: Turn, parts: Map<string, Part>, outcome: TurnOutcome): Promise<void> {
  const starts = [...parts.values()].flatMap((part) => {
    const { status, trigger } = part.entry.state.execution;
    const isNew = part.entry.version === 0 && status === 'NOT_STARTED';
    const correlationId = isNew ? trigger.correlationId : undefined;
    return correlationId === undefined ? [] : [{ part, correlationId }];
  });
  if (starts.length === 0) return;
  const open = await turn.correlated(starts.map(({ correlationId }) => correlationId));
  const first = new Map<string, string>();
  for (const { part, correlationId } of starts) {
    const { type } = part.entry.state.execution;
    const key = `${type} ${correlationId}`;
    const other = first.get(key) ?? open.get(correlationId)?.find((one) => one.type === type)?.id;
    if (other === undefined) first.set(key, part.id);
    else {
      parts.delete(part.id);
      for (const input of part.inputs)
        outcome.postponed.push({
          ...input,
          executionId: other,
          start: undefined,
          message: { kind: 'startExecution' },
        });
    }
  }
}

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
