import { expect, test } from 'vitest';
import { dotsFor, lanePath, pictureHeight } from './lane-shape.ts';

test('a lone lane is straight', () => {
  expect(lanePath(0, pictureHeight(1) / 2)).toBe('M216 42 C282 42 282 42 360 42');
});

test('dots follow the rate, and there is none without requests', () => {
  expect([0, 1, 20, 40, 400].map((rate) => dotsFor(rate, 8))).toEqual([0, 1, 4, 8, 8]);
});
