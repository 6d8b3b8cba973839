import type { orca } from '@gennaker/contracts/orca';
import { streamOfFeed, type Feed, type Handlers } from '@gennaker/kernel';

/** Executions and their stages, as they change. */
export const changeRoutes = (feed: Feed): Handlers<typeof orca.changes> => ({
  stream: ({ input: { query }, lastEventId, signal }) => {
    const { application, executionId } = query;
    const isOfIt = (value: unknown) =>
      (value as { executionId?: string } | undefined)?.executionId === executionId;
    const where =
      executionId === undefined
        ? undefined
        : ({ id, value }: { id: string; value?: unknown }) => id === executionId || isOfIt(value);
    return streamOfFeed(feed, { after: lastEventId, signal, application, where }) as never;
  },
});
