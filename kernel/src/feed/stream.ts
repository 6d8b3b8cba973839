import { withEventMeta } from '@orpc/server';
import type { Feed, FeedChange } from './feed.ts';

type StreamEvent = FeedChange | { kind: 'reset'; at: number };

interface StreamOptions {
  /** The id of the last event that the client has. */
  after: string | undefined;
  signal: AbortSignal | undefined;
  /** Only changes of this application; default: all. */
  application?: string | undefined;
  /** Only what passes. */
  where?: (change: FeedChange) => boolean;
}

/** A feed as the answer of a route: server-sent events that a client can resume. */
export async function* streamOfFeed(feed: Feed, options: StreamOptions): AsyncGenerator<StreamEvent> {
  const { after, signal, where = () => true } = options;
  const application = options.application?.toLowerCase();
  for await (const entry of feed.follow({ after, signal })) {
    if (entry === 'reset') {
      yield { kind: 'reset', at: Date.now() };
      continue;
    }
    const { change, token } = entry;
    const isOurs = application === undefined || change.application?.toLowerCase() === application;
    if (isOurs && where(change)) yield withEventMeta(change, { id: token });
  }
}
