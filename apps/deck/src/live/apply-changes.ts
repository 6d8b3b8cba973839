import type { QueryClient } from '@tanstack/react-query';
import type { Change, StreamEvent } from '@gennaker/contracts/stream';

/** Puts a change of one kind of thing into the query cache, in place, by its id. */
export type Applier = (client: QueryClient, change: Change) => void;
export type Appliers = Readonly<Record<string, Applier>>;

/** Several features may care for one kind of thing: each gets its changes. */
export function together(...all: readonly Appliers[]): Appliers {
  const kinds = new Set(all.flatMap((one) => Object.keys(one)));
  return Object.fromEntries(
    [...kinds].map((kind): [string, Applier] => [
      kind,
      (client, change) => {
        for (const one of all) one[kind]?.(client, change);
      },
    ]),
  );
}

/** Applies what a stream brought, in order. After `reset` something was missed, so all is read anew. */
export function applyChanges(client: QueryClient, appliers: Appliers, events: readonly StreamEvent[]): void {
  for (const event of events) {
    if (isChange(event)) appliers[event.kind]?.(client, event);
    else if (event.kind === 'reset') void client.invalidateQueries();
  }
}

const isChange = (event: StreamEvent): event is Change => 'action' in event;
