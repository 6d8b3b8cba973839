import { expect, test } from 'vitest';
import { confirmWords, operationOf, refusalOf, resizeEffect, usualWayBack } from './actions.ts';
import { changed } from './changed.ts';
import { offered, passes, toggled } from './filters.ts';
import { sectionsOf } from './grouping.ts';
import { keyOf } from './infrastructure.ts';
import { largestShare, rate, requestRate, sharesOf } from './shares.ts';
import { groupOf } from './test-groups.ts';
import { inProduction, sequenceOf } from './versions.ts';
import { whyOfGroup } from './why-of-group.ts';

const v0 = groupOf('shop-prod-v000', ['Up', 'Up'], { isDisabled: true });
const v1 = groupOf('shop-prod-v001', ['Up', 'Up']);
const test0 = groupOf('shop-test-v000', ['Up', 'Down']);

test('groups accounts and clusters by name and puts the newest server group first', () => {
  const [section] = sectionsOf([v0, test0, v1]);
  expect(section?.clusters.map(({ name, groups }) => [name, groups.map((one) => one.name)])).toEqual([
    ['shop-prod', ['shop-prod-v001', 'shop-prod-v000']],
    ['shop-test', ['shop-test-v000']],
  ]);
});

test('says since when an account does not answer', () => {
  expect(sectionsOf([{ ...v1, stale: true, lastSeen: 7 }])[0]?.staleSince).toBe(7);
  expect(sectionsOf([v1])[0]?.staleSince).toBeUndefined();
});

test('knows the version that serves production', () => {
  expect(inProduction([v0, v1, test0])).toBe(v1);
  const starting = groupOf('shop-prod-v002', ['Starting']);
  expect(inProduction([v1, starting])).toBe(v1);
  expect(sequenceOf('shop-prod-v012')).toBe('v012');
});

test('filters by what the address says, and counts what each choice would show', () => {
  const all = [v0, v1, test0];
  expect(all.filter((one) => passes(one, { stack: 'prod', status: 'disabled' }))).toEqual([v0]);
  expect(offered(all, { status: 'unhealthy' }, 'stack')).toEqual([
    ['prod', 0],
    ['test', 1],
  ]);
  expect(passes(v1, { q: '1.0 prod' })).toBe(true);
  expect(toggled({ stack: 'prod' }, 'stack', 'prod').stack).toBeUndefined();
});

test('says why a server group is unhealthy, causes that differ in a number taken together', () => {
  expect(whyOfGroup(groupOf('shop-prod-v003', ['Down', 'Down', 'Up']))).toEqual({
    status: 'TERMINAL',
    reason: '2 of 3 instances are down',
    more: 'Answered 503 on port 0.',
  });
  expect(whyOfGroup(v1)).toBeUndefined();
});

test('finds the share and the rate of a server group behind a load balancer', () => {
  const traffic = { requests: 9, errors: 0, rps: 12.34, errorsPerSecond: 0, p50Ms: 1, p95Ms: 2 };
  const balancer = {
    name: 'shop',
    account: 'local',
    region: 'here',
    type: 'local',
    cloudProvider: 'local',
    serverGroups: [
      { name: v1.name, isDisabled: false, instances: [], detachedInstances: [], trafficShare: 0.75, traffic },
    ],
  };
  const shares = sharesOf([balancer]).get(keyOf(v1));
  expect(largestShare(shares)).toBe(0.75);
  expect(requestRate(shares)).toBe(12.34);
  expect(largestShare(undefined)).toBeUndefined();
  expect([rate(0), rate(3.42), rate(411.8)]).toEqual(['0', '3.4', '412']);
});

test('refuses what cannot be done, with the reason', () => {
  const target = { group: v1, siblings: [v0], account: undefined };
  expect(refusalOf('rollBack', target)).toBeUndefined();
  expect(refusalOf('rollBack', { ...target, siblings: [] })).toBe(
    'There is no other server group in shop-prod to go back to.',
  );
  expect(refusalOf('enable', target)).toBe('It takes requests already.');
  expect(refusalOf('resize', { ...target, account: { name: 'local', authorized: false } as never })).toMatch(
    'You may not',
  );
  expect(refusalOf('destroy', { ...target, group: { ...v1, stale: true } })).toMatch('does not answer');
});

test('asks for a roll back to the older server group', () => {
  const target = { group: v1, siblings: [v0], account: undefined };
  const to = usualWayBack(target);
  expect(to).toBe(v0);
  expect(operationOf('rollBack', target, { count: 0, to }).job).toMatchObject([
    {
      type: 'rollbackServerGroup',
      credentials: 'local',
      rollbackContext: {
        rollbackServerGroupName: 'shop-prod-v001',
        restoreServerGroupName: 'shop-prod-v000',
      },
    },
  ]);
  expect(confirmWords('rollBack', target, { count: 0, to }).verb).toBe('Roll back to v000');
});

test('warns when the last enabled server group goes', () => {
  const { lines } = confirmWords(
    'destroy',
    { group: v1, siblings: [v0], account: undefined },
    { count: 0, to: undefined },
  );
  expect(lines).toContain('It is the last enabled one of shop-prod: nothing will serve there.');
});

test('says what a resize does', () => {
  expect([resizeEffect(5, 2), resizeEffect(1, 2), resizeEffect(0, 2), resizeEffect(1.5, 2)]).toEqual([
    'Starts 3 more, and waits until they are up.',
    'Ends 1; requests go to the others.',
    'Ends all. Nothing of it serves until it is resized again.',
    'Give a whole number from 0 to 1,000.',
  ]);
});

test('changes one server group of a list in place', () => {
  const change = {
    kind: 'serverGroup',
    id: 'local:here:shop-prod-v001',
    action: 'upsert' as const,
    at: 9,
    value: { ...v1, isDisabled: true },
  };
  expect(changed([v0, v1], change)[1]).toMatchObject({ isDisabled: true, lastSeen: 9 });
  expect(changed([v0, v1], { ...change, action: 'delete' })).toEqual([v0]);
});
