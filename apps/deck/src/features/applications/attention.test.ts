import { expect, test } from 'vitest';
import type { Group } from '../clusters/infrastructure.ts';
import { atAGlance, matches } from './attention.ts';

const group = (name: string, states: string[], isDisabled = false) =>
  ({
    name,
    isDisabled,
    capacity: { min: 0, max: 9, desired: states.length },
    instances: states.map((healthState, index) => ({
      id: `${index}`,
      name: `${index}`,
      healthState,
      health: [],
    })),
  }) as unknown as Group;

test('counts what is down among what serves', () => {
  const { total, down, wrong } = atAGlance([group('a', ['Up', 'Down']), group('b', ['Down'], true)]);
  expect({ total, down, names: wrong.map(({ name }) => name) }).toEqual({ total: 3, down: 1, names: ['a'] });
});

test('finds every word in any of the texts', () => {
  expect(matches(['cart', 'ana@example.com', undefined], 'ana cart')).toBe(true);
  expect(matches(['cart'], 'shop')).toBe(false);
});
