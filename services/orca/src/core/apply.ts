import type { Deps } from './deps.ts';
import { handlers } from './handlers/index.ts';
import type { Handler } from './handlers/handler.ts';
import type { Message, MessageKind } from './message.ts';
import type { ExecutionState } from './state.ts';

/** So that one execution that repeats itself cannot hold up a turn. A 500-stage pipeline needs about 3,000. */
const MOST_MESSAGES = 5_000;

/**
 * The engine's core: applies messages, and all that follow from them at once, to an execution in
 * memory. Pure: no clock, no I/O, no promises; what changed is in `state.journal`.
 */
export function apply(state: ExecutionState, messages: readonly Message[], deps: Deps): void {
  state.queue.push(...messages);
  let next = 0;
  for (; next < state.queue.length && next < MOST_MESSAGES; next++) {
    const message = state.queue[next];
    if (message) handle(state, message, deps);
  }
  state.journal.leftOver.push(...state.queue.slice(next));
  state.queue.length = 0;
}

function handle(state: ExecutionState, message: Message, deps: Deps): void {
  (handlers[message.kind] as Handler<MessageKind>)(state, message, deps);
}
