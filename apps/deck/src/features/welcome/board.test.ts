import { expect, test } from 'vitest';
import type { Group } from '../clusters/infrastructure.ts';
import { boardOf, type MeasuredBalancer } from './board.ts';

const group = (name: string, more: Partial<Group> = {}): Group =>
  ({
    name,
    account: 'local',
    region: 'localhost',
    createdTime: Number(name.slice(-1)),
    isDisabled: false,
    loadBalancers: ['shop-prod'],
    buildInfo: { version: name.slice(-1) },
    instanceCounts: { total: 2, up: 2, down: 0, unknown: 0, outOfService: 0, starting: 0 },
    instances: [],
    ...more,
  }) as unknown as Group;

const balancer = (shares: Record<string, number>): MeasuredBalancer => ({
  name: 'shop-prod',
  traffic: { requests: 9, errors: 0, rps: 3, p95Ms: 1 },
  serverGroups: Object.entries(shares).map(([name, trafficShare]) => ({ name, trafficShare })),
});

test('lanes go from old to new, and the newest that serves is marked', () => {
  const groups = [group('shop-prod-v001'), group('shop-prod-v000')];
  const { lanes } = boardOf(balancer({ 'shop-prod-v000': 0.5, 'shop-prod-v001': 0.5 }), groups);
  expect(lanes.map(({ sequence, share, isNewest }) => [sequence, share, isNewest])).toEqual([
    ['v000', 0.5, false],
    ['v001', 0.5, true],
  ]);
});

test('says what a lane without requests is about', () => {
  const counts = { total: 2, up: 0, unknown: 0, starting: 0 };
  const groups = [
    group('shop-prod-v000', { isDisabled: true, instanceCounts: { ...counts, down: 0, outOfService: 2 } }),
    group('shop-prod-v001', { instanceCounts: { ...counts, down: 2, outOfService: 0 } }),
    group('shop-prod-v002', { instanceCounts: { ...counts, down: 0, outOfService: 0, starting: 2 } }),
  ];
  expect(boardOf(balancer({}), groups).lanes.map(({ state }) => state)).toEqual([
    'rests',
    'broken',
    'starts',
  ]);
});

test('server groups of other load balancers stay out', () => {
  expect(boardOf(balancer({}), [group('shop-v001', { loadBalancers: ['shop-test'] })]).lanes).toEqual([]);
});
