import { AppError, conflict, invalid, notFound, unavailable } from '@gennaker/kernel';
import { expect, test } from 'vitest';
import { backoffMs, patienceWith } from './transient.ts';

const patience = { unavailableMs: 1_000, faultMs: 10 };
const reset = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });

test.each([
  ['unreachable', unavailable('x'), 1_000],
  ['throttled', new AppError('invalid', 'slow down', { status: 429 }), 1_000],
  ['marked retryable', conflict('x', { retryable: true }), 1_000],
  ['a reset', reset, 1_000],
  ['a reset as the cause', new Error('fetch failed', { cause: reset }), 1_000],
  ['a time-out', new DOMException('too slow', 'TimeoutError'), 1_000],
  ['a 500 of the cloud', new AppError('internal', 'x'), 10],
  ['bad input', invalid('x'), 0],
  ['not found', notFound('x'), 0],
  ['a conflict', conflict('x'), 0],
  ['a bug', new TypeError('x'), 0],
  ['no error at all', 'x', 0],
])('%s is given %#', (_, error, ms) => {
  expect(patienceWith(error, patience)).toBe(ms);
});

test('pauses double, up to a bound, and are spread by a quarter', () => {
  const pauses = [1, 2, 3, 10].map((failures) => backoffMs(failures, { firstMs: 100, mostMs: 1_000 }));
  for (const [index, middle] of [100, 200, 400, 1_000].entries()) {
    expect(pauses[index]).toBeGreaterThanOrEqual(middle * 0.75);
    expect(pauses[index]).toBeLessThanOrEqual(middle * 1.25);
  }
});
