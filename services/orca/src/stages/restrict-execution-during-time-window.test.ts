import { testClock } from '@gennaker/kernel';
import { runTask, stageView } from '@gennaker/sdk/testing';
import { expect, test } from 'vitest';
import { restrictExecutionDuringTimeWindow as stage } from './restrict-execution-during-time-window.ts';

const eightToNine = {
  timezone: 'UTC',
  whitelist: [{ startHour: 8, startMin: 0, endHour: 9, endMin: 0 }],
};
const suspended = (now: string, restrictedExecutionWindow: object, more: object = {}) =>
  runTask(
    stage,
    'suspendExecutionDuringTimeWindow',
    { context: { restrictedExecutionWindow, ...more } },
    { clock: testClock(now) },
  );

test('sleeps until the window opens', async () => {
  expect(await suspended('2026-01-07T07:00:00Z', eightToNine)).toEqual({
    status: 'RUNNING',
    retryAfter: 3_600_000,
  });
});

test('goes on inside the window, or when the rest is skipped', async () => {
  expect(await suspended('2026-01-07T08:30:00Z', eightToNine)).toMatchObject({ status: 'SUCCEEDED' });
  expect(await suspended('2026-01-07T07:00:00Z', eightToNine, { skipRemainingWait: true })).toEqual({
    status: 'SUCCEEDED',
  });
});

test('a window without times fails, and says so', async () => {
  expect(await suspended('2026-01-07T07:00:00Z', { whitelist: [], days: [] })).toEqual({
    status: 'TERMINAL',
    context: {
      failureReason: 'Exception occurred while calculating time window: Incorrect time windows specified',
    },
  });
});

const jitter = { enabled: true, minDelay: 10, maxDelay: 20, skipManual: true };
const tasksWhen = (type: string) => {
  const { execution, ...view } = stageView(stage, {
    context: { restrictedExecutionWindow: { ...eightToNine, jitter } },
  });
  const { tasks } = stage;
  const trigger = { ...execution.trigger, type };
  return typeof tasks === 'function'
    ? Object.keys(tasks({ ...view, execution: { ...execution, trigger } }))
    : [];
};

test('jitter follows, unless a person started it', () => {
  expect(tasksWhen('cron')).toEqual(['suspendExecutionDuringTimeWindow', 'waitForJitter']);
  expect(tasksWhen('manual')).toEqual(['suspendExecutionDuringTimeWindow']);
});

test('jitter is between its bounds and the same each time it is looked at', async () => {
  const clock = testClock();
  const context = { restrictedExecutionWindow: { ...eightToNine, jitter: { ...jitter, skipManual: false } } };
  const look = () => runTask(stage, 'waitForJitter', { context, startTime: clock.now() }, { clock });
  const { retryAfter = 0, context: kept } = await look();
  expect(retryAfter).toBeGreaterThanOrEqual(10_000);
  expect(retryAfter).toBeLessThanOrEqual(20_000);
  expect((await look()).context).toEqual(kept);
});
