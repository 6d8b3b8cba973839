import { notFound } from '@gennaker/kernel';
import type { Message } from '../core/message.ts';
import type { Locked, Turn } from '../store/index.ts';
import { entryOf, newEntry, type Entry, type ExecutionCache } from './execution-cache.ts';
import type { Input } from './input.ts';

/** What a turn is about, before anything is applied. */
interface Gathered {
  /** Another process is at their executions: for the next turn. */
  postponed: Input[];
  /** Told after the commit. */
  answers: (() => void)[];
}

/** One execution's part in a turn. */
export interface Part {
  id: string;
  entry: Entry;
  messages: Message[];
  inputs: Input[];
}

/** Brings together each execution, its due messages, and what came from within this process. */
export async function gather(
  turn: Turn,
  cache: ExecutionCache,
  work: { now: number; inputs: readonly Input[] },
  { locked, counting }: { locked: readonly Locked[]; counting: ReadonlySet<string> },
  outcome: Gathered,
): Promise<Part[]> {
  const due = locked.filter((one) => one.due).map(({ id }) => id);
  const taken = due.length === 0 ? [] : await turn.takeMessages(due, work.now);
  const isOurs = new Set(locked.map(({ id }) => id));
  // A result of a run that another worker has taken over is worth nothing. Those of executions that are not ours yet wait.
  const inputs = work.inputs.filter(
    ({ fence, executionId }) => !fence || !isOurs.has(executionId) || counting.has(fence.id),
  );
  const parts = new Map<string, Part>();
  for (const [id, entry] of await entriesOf(turn, cache, locked))
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
function answerExisting(input: Input, { entry }: Part, { answers }: Gathered): void {
  const execution = entry.state.snapshot();
  answers.push(() => input.done?.(execution));
}

/** Not locked: another process is at it, or it does not exist. */
async function sortOut(turn: Turn, inputs: readonly Input[], outcome: Gathered): Promise<void> {
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
async function dropCorrelated(turn: Turn, parts: Map<string, Part>, outcome: Gathered): Promise<void> {
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
