import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemClock } from '../clock/clock.ts';
import { silentLogger as log } from '../logging/logger.ts';
import { migrate } from '../sql/migrate.ts';
import { testDatabase } from '../sql/test-database.ts';
import { createFeed, type Feed, type FeedEntry } from './feed.ts';
import { FEED_MIGRATION } from './feed-table.ts';

let database: Awaited<ReturnType<typeof testDatabase>>;
let feed: Feed;
beforeAll(async () => {
  database = await testDatabase();
  await migrate(database, { schema: 'shop', migrations: [{ name: '0001', sql: FEED_MIGRATION }] });
  feed = await createFeed({ database, schema: 'shop', clock: systemClock, log });
});
afterAll(async () => {
  await feed.close();
  await database.drop();
});

const change = (id: string) =>
  ({ kind: 'thing', id, action: 'upsert', at: Date.now(), value: { id } }) as const;
const publish = (...ids: string[]) =>
  database.transaction((trx) => feed.publish(trx as never, ids.map(change)));

/** Collects the ids that a follower gets, in the background. */
function following(after?: string) {
  const stop = new AbortController();
  const got: string[] = [];
  const entries: FeedEntry[] = [];
  const done = (async () => {
    for await (const entry of feed.follow({ after, signal: stop.signal })) {
      got.push(entry === 'reset' ? 'reset' : entry.change.id);
      if (entry !== 'reset') entries.push(entry);
    }
  })();
  return { got, entries, stop: () => (stop.abort(), done) };
}

test('follows from now on, and resumes after a token', async () => {
  const live = following();
  await publish('a', 'b');
  await publish('c');
  await expect.poll(() => live.got).toEqual(['a', 'b', 'c']);
  const later = following(live.entries[0]?.token);
  await publish('d');
  await expect.poll(() => later.got).toEqual(['b', 'c', 'd']);
  await Promise.all([live.stop(), later.stop()]);
});

test('misses nothing when transactions commit out of order', async () => {
  const live = following();
  const slow = await database.pool.connect();
  await slow.query('begin');
  await slow.query("insert into shop.changes (at, kind, id, action) values (1, 'thing', 'slow', 'upsert')");
  await publish('fast');
  await slow.query('commit');
  slow.release();
  await expect.poll(() => live.got).toEqual(['slow', 'fast']);
  await live.stop();
});

test('a rolled back change is never seen', async () => {
  const live = following();
  await expect(
    database.transaction(async (trx) => {
      await feed.publish(trx as never, [change('never')]);
      throw new Error('rolled back');
    }),
  ).rejects.toThrow('rolled back');
  await publish('seen');
  await expect.poll(() => live.got).toEqual(['seen']);
  await live.stop();
});

test('a follower that was away too long is told to read anew', async () => {
  const live = following();
  await publish('old');
  await expect.poll(() => live.got).toEqual(['old']);
  await live.stop();
  await database.pool.query('delete from shop.changes');
  const late = following(live.entries[0]?.token);
  await expect.poll(() => late.got).toEqual(['reset']);
  await late.stop();
});

test('a change may hold characters that no database can keep: they are left out', async () => {
  const follower = following();
  const odd = { ...change('odd'), value: { name: 'a\0b' } };
  await database.transaction((trx) => feed.publish(trx as never, [odd]));
  await expect.poll(() => follower.got.includes('odd')).toBe(true);
  expect(follower.entries.find((entry) => entry.change.id === 'odd')?.change.value).toEqual({ name: 'ab' });
  await follower.stop();
});
