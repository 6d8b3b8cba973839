import type { ServerGroup } from '@gennaker/contracts/clouddriver';
import { messageOf } from '@gennaker/kernel';
import { describe, expect, test } from 'vitest';
import { isGuarded, TrafficGuard, verifyTrafficRemoval } from './traffic-guard.ts';

const cluster = { name: 'shop-prod', account: 'local', location: 'here', moniker: { stack: 'prod' } };

describe('a guard is for a cluster', () => {
  test.each([
    [{ account: 'local', location: 'here', stack: 'prod' }, true],
    [{ account: '*', location: '*', stack: '*', detail: '*' }, true],
    [{ account: 'local', location: 'here', stack: 'prod', detail: null }, true],
    [{ account: 'local', location: 'here', stack: 'prod', detail: 'x' }, false],
    [{ account: 'local', location: 'here' }, false],
    [{ account: 'other', location: 'here', stack: 'prod' }, false],
    [{ account: 'local', location: 'there', stack: 'prod' }, false],
    [{ account: 'local', location: 'here', stack: 'prod', enabled: false }, false],
  ])('%o: %s', (guard, applies) => {
    expect(isGuarded([TrafficGuard.parse(guard)], cluster)).toBe(applies);
  });
});

const group = (name: string, up: number, { disabled = false, min = up } = {}) =>
  ({
    name,
    disabled,
    capacity: { min, max: up, desired: up },
    instances: Array.from({ length: up }, (_, n) => ({ name: `${name}-${n}`, healthState: 'Up' })),
  }) as unknown as ServerGroup;

function refusalOf(verify: () => void): string {
  try {
    verify();
    return 'allowed';
  } catch (error) {
    return messageOf(error);
  }
}

describe('removing traffic', () => {
  const verb = 'Disabling';
  test.each([
    [
      'the only one',
      [group('a', 2)],
      { verb, serverGroups: ['a'] },
      0,
      /Disabling \[a\] would leave the cluster with no instances up\./,
    ],
    ['one of two', [group('a', 2), group('b', 2)], { verb, serverGroups: ['a'] }, 0, /^allowed$/],
    [
      'the other is disabled',
      [group('a', 2), group('b', 2, { disabled: true })],
      { verb, serverGroups: ['a'] },
      0,
      /no instances up/,
    ],
    [
      'a disabled one',
      [group('a', 2), group('b', 2, { disabled: true })],
      { verb, serverGroups: ['b'] },
      0,
      /^allowed$/,
    ],
    ['nothing is up anyway', [group('a', 0)], { verb, serverGroups: ['a'] }, 0, /^allowed$/],
    [
      'below the minimum',
      [group('a', 3), group('b', 1)],
      { verb, serverGroups: ['a'] },
      0.4,
      /with 1 instances up \(25\.0% of 4 instances currently up\)\. The configured minimum is 40\.0%\./,
    ],
    [
      'several, all pinned alike',
      [group('a', 3), group('b', 3), group('c', 1)],
      { verb, serverGroups: ['a', 'b'] },
      0.4,
      /^allowed$/,
    ],
    [
      'several, not pinned',
      [group('a', 3, { min: 1 }), group('b', 3), group('c', 1)],
      { verb, serverGroups: ['a', 'b'] },
      0.4,
      /25|14\.3%/,
    ],
    ['some instances', [group('a', 2)], { verb, serverGroups: ['a'], instanceIds: ['a-0'] }, 0, /^allowed$/],
    [
      'all instances',
      [group('a', 2)],
      { verb, serverGroups: ['a'], instanceIds: ['a-0', 'a-1'] },
      0,
      /no instances up/,
    ],
  ])('%s', (_, groups, leaving, ratio, refusal) => {
    expect(refusalOf(() => verifyTrafficRemoval(cluster, groups, leaving, ratio))).toMatch(refusal);
  });

  test('names the cluster', () => {
    expect(() => verifyTrafficRemoval(cluster, [group('a', 1)], { verb, serverGroups: ['a'] })).toThrow(
      "This cluster ('shop-prod' in local/here) has traffic guards enabled. ",
    );
  });
});
