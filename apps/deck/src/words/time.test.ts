import { expect, test } from 'vitest';
import { age, duration, roughly } from './time.ts';

const NOW = Date.UTC(2026, 0, 10, 12);

test.for([
  [1_000, 'now'],
  [12_000, '12 s'],
  [41 * 60_000, '41 min'],
  [3 * 3_600_000, '3 h'],
  [48 * 3_600_000, '8 Jan'],
])('%d ms ago is %s', ([ms, text]) => {
  expect(age(NOW - (ms as number), NOW)).toBe(text);
});

test.for([
  [20, '< 0.1 s'],
  [2_587, '2.6 s'],
  [38_000, '0:38'],
  [804_000, '13:24'],
  [7_390_000, '2:03:10'],
])('%d ms last %s', ([ms, text]) => {
  expect(duration(ms as number)).toBe(text);
});

test('rounds in sentences', () => {
  expect([roughly(200), roughly(240_000), roughly(7_000_000)]).toEqual(['1 s', '4 min', '2 h']);
});
