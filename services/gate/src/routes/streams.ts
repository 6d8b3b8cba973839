import type { gate } from '@gennaker/contracts/gate';
import type { Clock, Handlers, Logger } from '@gennaker/kernel';
import type { Clients } from '../clients.ts';
import { mergedStreams, type OpenStream } from '../streams/merged.ts';

interface Deps {
  clients: Clients;
  clock: Clock;
  log: Logger;
}

/** What changes, as it changes. */
export const streamRoutes = ({
  clients: { orca, front50, clouddriver },
  clock,
  log,
}: Deps): Handlers<typeof gate.streams> => ({
  changes: ({ input: { query }, lastEventId, signal }) => {
    const { application, executionId } = query;
    const executions: OpenStream = (after, until) =>
      orca.changes.stream({ query }, { signal: until, lastEventId: after });
    const rest: Record<string, OpenStream> = {
      front50: (after, until) =>
        front50.changes.stream({ query: { application } }, { signal: until, lastEventId: after }),
      clouddriver: (after, until) =>
        clouddriver.infrastructure.changes({ query: { application } }, { signal: until, lastEventId: after }),
    };
    const sources = executionId === undefined ? { orca: executions, ...rest } : { orca: executions };
    return mergedStreams({
      sources,
      lastEventId,
      signal: signal ?? new AbortController().signal,
      clock,
      log,
    });
  },
});
