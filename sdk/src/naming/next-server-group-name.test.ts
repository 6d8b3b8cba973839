import { expect, test } from 'vitest';
import { nextServerGroupName } from './next-server-group-name.ts';

const cluster = { cluster: 'api-test', region: 'here' };
const slot = (sequence: number | undefined, createdTime: number) => ({
  name: `api-test-v${sequence}`,
  sequence,
  createdTime,
});

test.each([
  ['the first is v000', [], 'api-test-v000'],
  ['one more than the last', [slot(0, 1)], 'api-test-v001'],
  ['after the one created last, not after the highest', [slot(9, 1), slot(4, 2)], 'api-test-v005'],
  ['skips what is taken', [slot(5, 1), slot(6, 1), slot(4, 2)], 'api-test-v007'],
  ['starts again after 999', [slot(999, 5)], 'api-test-v000'],
  ['wraps over what is taken', [slot(0, 1), slot(998, 4), slot(999, 5)], 'api-test-v001'],
  ['a latest without sequence counts as 0', [slot(undefined, 5)], 'api-test-v001'],
])('%s', (_, taken, name) => {
  expect(nextServerGroupName(cluster, taken)).toBe(name);
});

test('says so when all are taken', () => {
  const all = Array.from({ length: 1_000 }, (_, sequence) => slot(sequence, sequence));
  expect(() => nextServerGroupName(cluster, all)).toThrow(
    'All server group names for cluster api-test in here are taken.',
  );
});
