import { expect, test } from 'vitest';
import type { PipelineExecution } from '@gennaker/contracts/orca';
import { failedCheck } from './failed-check.ts';

const run = (status: string, context: object) =>
  ({
    status,
    stages: [{ id: 'c', type: 'webhook', name: 'Check test', status: 'FAILED_CONTINUE', context, tasks: [] }],
  }) as unknown as PipelineExecution;
const url = 'http://127.0.0.1:18081/checkout';

test('says what the check was answered, and why', () => {
  const webhook = { statusCodeValue: 500, body: { error: 'cart.total is not a function' } };
  expect(failedCheck(run('TERMINAL', { url, webhook }))).toEqual({
    reason: 'Check test failed.',
    more: '/checkout answered 500: cart.total is not a function.',
  });
});

test('an answer without words is its number', () => {
  const { more } = failedCheck(run('TERMINAL', { url, webhook: { statusCodeValue: 503 } })) ?? {};
  expect(more).toBe('/checkout answered 503.');
});

test('a run that did not fail has no failed check', () => {
  expect(failedCheck(run('RUNNING', { url }))).toBeUndefined();
});
