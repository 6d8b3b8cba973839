import type { front50 } from '@gennaker/contracts/front50';
import { streamOfFeed, type Feed, type Handlers } from '@gennaker/kernel';

/** What is saved, as it is saved. */
export const changeRoutes = (feed: Feed): Handlers<typeof front50.changes> => ({
  stream: ({ input: { query }, lastEventId, signal }) =>
    streamOfFeed(feed, { after: lastEventId, signal, application: query.application }) as never,
});
