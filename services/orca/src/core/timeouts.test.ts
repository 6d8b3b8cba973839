import { expect, test } from 'vitest';
import { testStages } from './testing/stages.ts';
import { world } from './testing/world.ts';
import { inWords } from './timeouts.ts';

test('a stage times out on time, whatever its task waits for', () => {
  const run = world(
    [{ refId: '1', type: 'wait', context: { waitTime: 30, stageTimeoutMs: 2_000 } }],
    testStages,
  );
  run.start();
  run.advance(1_999);
  expect(run.status).toBe('RUNNING');
  run.advance(1);
  expect(run.stage('1').context).toMatchObject({
    exception: {
      exceptionType: 'TimeoutException',
      operation: 'wait',
      details: { errors: ['Stage wait 1 timed out after 2 seconds'] },
    },
  });
  expect(run.status).toBe('TERMINAL');
});

test('markSuccessfulOnTimeout makes a timeout a success', () => {
  const run = world(
    [
      {
        refId: '1',
        type: 'wait',
        context: { waitTime: 30, stageTimeoutMs: 2_000, markSuccessfulOnTimeout: true },
      },
    ],
    testStages,
  );
  run.start();
  run.advance(2_000);
  expect(run.status).toBe('SUCCEEDED');
});

test('a task times out while a worker is at it; what the worker brings later is ignored', () => {
  const run = world([{ refId: '1', type: 'limited' }], testStages);
  run.start();
  const [worker] = run.out.values();
  run.advance(5_000);
  expect(run.out.size).toBe(0);
  expect(run.stage('1').context).toMatchObject({
    exception: {
      details: {
        errors: [
          'GoTask of stage limited 1 timed out after 5 seconds. pausedDuration: 0 seconds, elapsedTime: 5 seconds, timeoutValue: 5 seconds',
        ],
      },
    },
  });
  run.result(worker!, { result: { status: 'SUCCEEDED' } });
  expect(run.status).toBe('TERMINAL');
});

test('a task may answer its timeout itself', () => {
  const run = world([{ refId: '1', type: 'answersTimeout' }], testStages);
  run.start();
  run.advance(5_000);
  expect(run.stage('1')).toMatchObject({ status: 'SUCCEEDED', context: { late: true } });
});

test('the timeout of a stage replaces that of an overridable task', () => {
  const run = world([{ refId: '1', type: 'judgment', context: { stageTimeoutMs: 90_000 } }], testStages);
  run.start();
  run.advance(60_000);
  expect(run.status).toBe('RUNNING');
  run.advance(30_000);
  expect(run.status).toBe('TERMINAL');
});

test('a stage made for another keeps to the timeout of that one', () => {
  const before = [{ type: 'wait', context: { waitTime: 30 } }];
  const run = world([{ refId: '1', type: 'parent', context: { before, stageTimeoutMs: 1_000 } }], testStages);
  run.start();
  run.advance(1_000);
  expect(run.statuses()).toEqual({ '1<1': 'TERMINAL', '1': 'TERMINAL' });
});

test('time spent in a pause does not count', () => {
  const run = world([{ refId: '1', type: 'judgment', context: { stageTimeoutMs: 10_000 } }], testStages);
  run.start();
  run.advance(4_000);
  run.send({ kind: 'pauseExecution', by: 'ann' });
  run.advance(100_000);
  run.send({ kind: 'resumeExecution', by: 'ann' });
  run.advance(5_999);
  expect(run.status).toBe('RUNNING');
  run.advance(1);
  expect(run.status).toBe('TERMINAL');
});

test('time spent in its own window does not count', () => {
  const run = world(
    [
      {
        refId: '1',
        type: 'wait',
        context: { waitTime: 100, stageTimeoutMs: 1_000, restrictExecutionDuringTimeWindow: true },
      },
    ],
    testStages,
  );
  run.start();
  run.advance(60_000);
  run.send({
    kind: 'patchStage',
    stageId: run.stage('1<1').id,
    context: { open: true },
    by: 'ann',
    accounts: [],
  });
  run.settle();
  run.advance(999);
  expect(run.status).toBe('RUNNING');
  run.advance(1);
  expect(run.status).toBe('TERMINAL');
});

test.each([
  [0, '0 seconds'],
  [1_000, '1 second'],
  [601_000, '10 minutes 1 second'],
  [7_200_000, '2 hours'],
])('%d ms in words', (ms, words) => expect(inWords(ms)).toBe(words));
