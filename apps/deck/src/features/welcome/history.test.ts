import { expect, test } from 'vitest';
import { HISTORY_MS, ratesOf, stacked, withMoment, type Moment } from './history.ts';

test('one moment a second is kept, two minutes long', () => {
  const old = { at: 0, counts: {} };
  const now = { at: HISTORY_MS + 1, counts: {} };
  expect(withMoment([old], now)).toEqual([now]);
  expect(withMoment([now], { at: now.at + 100, counts: {} })).toEqual([now]);
});

test('rates are over four moments, and a new counter begins at 0', () => {
  const history: Moment[] = [
    { at: 0, counts: { '1': 100 } },
    { at: 1_000, counts: { '1': 130 } },
    { at: 2_000, counts: { '1': 190 } },
    { at: 3_000, counts: { '1': 210 } },
    { at: 4_000, counts: { '1': 260, '2': 7 } },
  ];
  expect(ratesOf(history)).toEqual([{ at: 4_000, rates: { '1': 40, '2': 0 } }]);
});

test('areas stand on each other', () => {
  expect(stacked([{ at: 0, rates: { '1': 30, '2': 10 } }], ['2', '1'])).toEqual([
    [{ low: 0, high: 10 }],
    [{ low: 10, high: 40 }],
  ]);
});
