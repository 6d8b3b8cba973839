import type { Deps } from '../deps.ts';
import type { MessageKind, MessageOf } from '../message.ts';
import type { ExecutionState } from '../state.ts';

/** Applies one message. Looks at statuses first, so that one delivered twice or too late changes nothing. */
export type Handler<Kind extends MessageKind> = (
  state: ExecutionState,
  message: MessageOf<Kind>,
  deps: Deps,
) => void;
