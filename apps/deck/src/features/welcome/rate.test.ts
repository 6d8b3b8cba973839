import { expect, test } from 'vitest';
import { rateOf } from './rate.ts';

test('a rate needs two counts', () => {
  expect(rateOf([{ at: 0, requests: 5 }])).toBeUndefined();
});

test('a rate is what was added, a second', () => {
  const counts = [
    { at: 0, requests: 100 },
    { at: 1_000, requests: 130 },
    { at: 2_000, requests: 180 },
  ];
  expect(rateOf(counts)).toBe(40);
});

test('a counter that began anew counts as no requests', () => {
  const counts = [
    { at: 0, requests: 100 },
    { at: 1_000, requests: 1 },
  ];
  expect(rateOf(counts)).toBe(0);
});
