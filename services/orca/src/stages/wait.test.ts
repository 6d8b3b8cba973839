import { testClock } from '@gennaker/kernel';
import { runTask } from '@gennaker/sdk/testing';
import { expect, test } from 'vitest';
import { wait } from './wait.ts';

test('keeps running until the wait time has passed', async () => {
  const clock = testClock('2026-01-01T00:00:00Z');
  const stage = { startTime: clock.now(), context: { waitTime: 30 } };

  clock.advance({ seconds: 20 });
  expect(await runTask(wait, 'wait', stage, { clock })).toEqual({ status: 'RUNNING', retryAfter: 10_000 });

  clock.advance({ seconds: 10 });
  expect(await runTask(wait, 'wait', stage, { clock })).toEqual({ status: 'SUCCEEDED' });
});

test('ends at once without a wait time, or when the rest is skipped', async () => {
  const clock = testClock();
  expect(await runTask(wait, 'wait', { startTime: clock.now() }, { clock })).toEqual({ status: 'SUCCEEDED' });
  const skipped = { startTime: clock.now(), context: { waitTime: '600', skipRemainingWait: true } };
  expect(await runTask(wait, 'wait', skipped, { clock })).toEqual({ status: 'SUCCEEDED' });
});
