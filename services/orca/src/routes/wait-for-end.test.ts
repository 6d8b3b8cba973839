import type { PipelineExecution } from '@gennaker/contracts/orca';
import {
  createFeed,
  FEED_MIGRATION,
  migrate,
  silentLogger as log,
  systemClock as clock,
} from '@gennaker/kernel';
import { testDatabase } from '@gennaker/kernel/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { waitForEnd } from './wait-for-end.ts';

let database: Awaited<ReturnType<typeof testDatabase>>;
let feed: Awaited<ReturnType<typeof createFeed>>;
beforeAll(async () => {
  database = await testDatabase();
  await migrate(database, { schema: 'waits', migrations: [{ name: '0001', sql: FEED_MIGRATION }] });
  feed = await createFeed({ database, schema: 'waits', clock, log });
});
afterAll(async () => {
  await feed.close();
  await database.drop();
});

const LONG_MS = 3_600_000;
const execution = (status: string) => ({ id: 'x', status }) as PipelineExecution;
const wait = (get: () => Promise<PipelineExecution>, waitMs = LONG_MS) =>
  waitForEnd(feed, get, { id: 'x', waitMs, signal: undefined });

test('answers at once when it has ended', async () => {
  expect(await wait(() => Promise.resolve(execution('SUCCEEDED')))).toMatchObject({ status: 'SUCCEEDED' });
});

test('answers when it ends', async () => {
  const answers = ['RUNNING', 'TERMINAL'];
  const ended = wait(() => Promise.resolve(execution(answers.shift() ?? 'TERMINAL')));
  await database.transaction((trx) =>
    feed.publish(trx as never, [{ kind: 'execution', id: 'x', action: 'upsert', at: clock.now() }]),
  );
  expect(await ended).toMatchObject({ status: 'TERMINAL' });
});

test('answers as it is when the time is up', async () => {
  expect(await wait(() => Promise.resolve(execution('RUNNING')), 10)).toMatchObject({ status: 'RUNNING' });
});

test('fails at once when there is none', async () => {
  await expect(wait(() => Promise.reject(new Error('No orchestration found for x')))).rejects.toThrow(
    /found for x/,
  );
});
