import { expect, test } from 'vitest';
import { scaleFor, sharedScale, tickLabel, ticksOf } from './scale.ts';

test.for([
  [2_600, '0 0.5 s 1 s 1.5 s 2 s 2.5 s 3 s'],
  [1_026_000, '0 5 min 10 min 15 min 20 min'],
  [60_000, '0 10 s 20 s 30 s 40 s 50 s 1 min 1:10'],
])('an axis for %d ms has the lines %s', ([ms, lines]) => {
  expect(
    ticksOf(scaleFor(ms as number))
      .map(tickLabel)
      .join(' '),
  ).toBe(lines);
});

test('one run of a hundred does not press all others into a corner', () => {
  expect(sharedScale([...Array<number>(99).fill(60_000), 36_000_000]).total).toBeLessThan(120_000);
});

test('a long wait among short runs does not make specks of them', () => {
  expect(sharedScale([3_000, 4_000, 900_000]).total).toBeLessThan(20_000);
});

test('nothing stands beyond the end', () => {
  expect(scaleFor(10_000).at(1_000_000)).toBe(100);
});
