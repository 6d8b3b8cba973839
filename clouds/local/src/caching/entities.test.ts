import type { AgentInstance, AgentLoadBalancer } from '@gennaker/contracts/agent';
import { describe, expect, test } from 'vitest';
import { instanceOf } from './instance.ts';
import { loadBalancerOf } from './load-balancer.ts';

const instance = (healthState: AgentInstance['healthState'], reason?: string): AgentInstance => ({
  id: 'shop-v000-abcde',
  serverGroup: 'shop-v000',
  healthState,
  reason,
  enabled: true,
  terminating: false,
  launchTime: 1,
  restarts: 0,
  inFlight: 0,
});

describe('an instance', () => {
  test.each([
    ['Up', 'Up'],
    ['Starting', 'Starting'],
    ['Down', 'Down'],
    ['Failed', 'Down'],
    ['OutOfService', 'OutOfService'],
    ['Draining', 'OutOfService'],
  ] as const)('that the agent calls %s is %s for every health provider', (state, seen) => {
    const { health } = instanceOf(instance(state), ['shop-prod']);
    expect(health.map((one) => one.state)).toEqual([seen, seen]);
    expect(health.map(({ type }) => type)).toEqual(['Local', 'LoadBalancer']);
  });

  test.each([
    ['Up', { healthState: 'Up' }],
    ['Draining', { healthState: 'Draining' }],
    ['Failed', { healthState: 'Down', failed: true }],
  ] as const)('that the agent calls %s is %o as a whole', (state, seen) => {
    expect(instanceOf(instance(state), [])).toMatchObject(seen);
  });

  test('has no load balancer health without a load balancer', () => {
    expect(instanceOf(instance('Up'), []).health).toEqual([{ type: 'Local', state: 'Up' }]);
  });

  test('says why it is not Up', () => {
    const { health } = instanceOf(instance('Failed', 'exited with code 1: no database'), ['a']);
    expect(health.map(({ description }) => description)).toEqual(
      Array(2).fill('exited with code 1: no database'),
    );
  });
});

describe('shares of the traffic', () => {
  const balancer = (weights: Record<string, number>, ready: Record<string, number>): AgentLoadBalancer => ({
    name: 'shop-prod',
    listeners: [{ protocol: 'HTTP', port: 18080 }],
    weights,
    labels: {},
    createdTime: 1,
    open: true,
    serverGroups: Object.entries(ready).map(([name, count]) => ({
      name,
      weight: weights[name] ?? 100,
      disabled: false,
      instances: Array.from({ length: 4 }, (_, n) => ({
        id: `${name}-${n}`,
        healthState: 'Up' as const,
        inRotation: n < count,
      })),
    })),
  });
  const shares = (weights: Record<string, number>, ready: Record<string, number>) =>
    loadBalancerOf('local', balancer(weights, ready)).serverGroups.map((group) => group['trafficShare']);

  test.each([
    ['even over instances without weights', {}, { a: 3, b: 1 }, [0.75, 0.25]],
    ['by weight, however many instances', { a: 10, b: 90 }, { a: 3, b: 1 }, [0.1, 0.9]],
    ['100 where nothing is said', { a: 300 }, { a: 1, b: 1 }, [0.75, 0.25]],
    ['none without an instance in rotation', { a: 50, b: 50 }, { a: 0, b: 1 }, [0, 1]],
    ['none at all', {}, { a: 0, b: 0 }, [0, 0]],
  ])('are %s', (_, weights, ready, expected) => {
    expect(shares(weights as unknown as Record<string, number>, ready)).toEqual(expected);
  });
});
