import { runTask } from '@gennaker/sdk/testing';
import { expect, test } from 'vitest';
import { manualJudgment } from './manual-judgment.ts';

const judged = (judgmentStatus?: string) =>
  runTask(manualJudgment, 'waitForJudgment', { context: { judgmentStatus } }, {});

test.each([
  ['continue', 'SUCCEEDED'],
  ['CONTINUE', 'SUCCEEDED'],
  ['Stop', 'TERMINAL'],
  ['maybe', 'RUNNING'],
  [undefined, 'RUNNING'],
])('%s makes it %s', async (answer, status) => {
  expect(await judged(answer)).toEqual({ status });
});

test('waits without a timer', async () => {
  expect(await judged()).not.toHaveProperty('retryAfter');
});

test('a restart asks again', () => {
  const context = { instructions: 'look', judgmentStatus: 'stop', judgmentInput: 'x', lastModifiedBy: 'ann' };
  expect(manualJudgment.onRestart?.(context)).toEqual({ instructions: 'look' });
});
