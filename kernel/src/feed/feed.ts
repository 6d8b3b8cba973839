import type { Transaction } from 'kysely';
import type { Clock } from '../clock/clock.ts';
import type { Logger } from '../logging/logger.ts';
import type { Database } from '../sql/database.ts';
import { feedTable, type Token } from './feed-table.ts';
import { Subscription } from './subscription.ts';

/** Something changed; `Change` in contracts/stream. */
export interface FeedChange {
  kind: string;
  id: string;
  application?: string | undefined;
  action: 'upsert' | 'delete';
  /** Epoch ms. */
  at: number;
  value?: unknown;
}

export interface FeedEntry {
  /** Resumes a stream after this entry. */
  token: string;
  change: FeedChange;
}

export interface FeedOptions {
  database: Database;
  /** The service's schema; its migrations hold `FEED_MIGRATION`. */
  schema: string;
  clock: Clock;
  log: Logger;
}

/** What a service has changed, in the order of commits, for whoever wants to follow it. */
export interface Feed {
  /** Adds changes to the transaction that makes them: both are committed or neither. */
  publish(trx: Transaction<never>, changes: readonly FeedChange[]): Promise<void>;
  /** Entries after `after`, or all that are committed from now on (perhaps a few earlier ones); `'reset'` when `after` is older than what is kept. */
  follow(options: {
    after?: string | undefined;
    signal?: AbortSignal | undefined;
  }): AsyncIterable<FeedEntry | 'reset'>;
  /** Removes entries older than `keepMs`. */
  prune(keepMs: number): Promise<number>;
  close(): Promise<void>;
}

export async function createFeed({ database, schema, clock, log }: FeedOptions): Promise<Feed> {
  const table = feedTable(database, schema);
  const subscriptions = new Set<Subscription>();
  let head: Token = await table.head();
  let reading: Promise<void> | undefined;
  let again = false;
  let closed = false;

  // One reader for all subscriptions: reads what is new when PostgreSQL says so.
  const read = async (): Promise<void> => {
    do {
      again = false;
      const { entries, last, pending } = await table.after(head);
      head = last;
      for (const subscription of subscriptions) subscription.push(entries);
      if (entries.length > 0) again = true;
      // An older transaction is still open: what comes after it must wait for it, and nobody will call.
      else if (pending) setTimeout(wake, 10).unref();
    } while (again && !closed);
  };
  const wake = (): void => {
    again = true;
    if (reading || closed) return;
    reading = read()
      .catch((error: unknown) => {
        log.warn('Change feed cannot be read; trying again', { schema, err: error });
        setTimeout(wake, 500).unref();
      })
      .finally(() => {
        reading = undefined;
        if (again && !closed) wake();
      });
  };
  const unlisten = await database.listen(`${schema}_changes`, wake);
  wake();

  return {
    publish: (trx, changes) => table.insert(trx, changes),
    async *follow({ after, signal }) {
      const subscription = new Subscription(signal);
      subscriptions.add(subscription);
      try {
        if (after !== undefined) {
          const missed = await table.between(after, head);
          if (missed === 'gone') yield 'reset';
          else {
            yield* missed;
            const seen = new Set(missed.map(({ token }) => token));
            subscription.drop(seen);
          }
        }
        yield* subscription.entries();
      } finally {
        subscriptions.delete(subscription);
      }
    },
    prune: (keepMs) => table.prune(clock.now() - keepMs),
    async close() {
      closed = true;
      await unlisten();
      for (const subscription of subscriptions) subscription.end();
      await reading;
    },
  };
}
