import { expect, test } from 'vitest';
import { dotsFor, lanePath, pictureHeight } from './lane-shape.ts';

test('a lone lane is straight', () => {
  expect(lanePath(0, pictureHeight(1) / 2)).toBe('M216 40 C282 40 282 40 360 40');
});

test('dots follow the rate, and there is none without requests', () => {
  expect([0, 1, 20, 40, 400].map((rate) => dotsFor(rate, 8))).toEqual([0, 1, 4, 8, 8]);
});
