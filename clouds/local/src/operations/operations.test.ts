import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { createServerGroup } from './create-server-group.ts';
import { cloneServerGroup } from './clone-server-group.ts';
import { disableServerGroup } from './disable-server-group.ts';
import { operations } from './index.ts';
import { resizeServerGroup } from './resize-server-group.ts';
import { upsertLoadBalancer } from './upsert-load-balancer.ts';

/** Files of the folder that hold no operation. */
const SHARED = ['deploy.ts', 'description.ts', 'index.ts'];

test('the list holds every operation of the folder', () => {
  const files = readdirSync(import.meta.dirname).filter(
    (file) => !file.endsWith('.test.ts') && !SHARED.includes(file),
  );
  expect(operations).toHaveLength(files.length);
  expect(new Set(operations.map(({ type }) => type)).size).toBe(operations.length);
});

const wanted = {
  account: 'local',
  region: 'localhost',
  application: 'shop',
  stack: 'prod',
  freeFormDetails: '',
  strategy: 'redblack',
  capacity: { min: '2', max: 2, desired: 2 },
  loadBalancers: ['shop-prod'],
  artifact: { type: 'local/folder', reference: 'file:///srv/shop/v2', version: '2' },
  command: ['node', 'server.js'],
  env: { GREETING: 'hello', WORKERS: 4 },
  health: { path: '/health' },
};

const faults = (operation: (typeof operations)[number], description: object): string[] => {
  const parsed = operation.description.safeParse(description);
  return parsed.error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? [];
};

describe('createServerGroup', () => {
  test('takes what a deploy stage says of a cluster', () => {
    expect(createServerGroup.description.parse(wanted)).toMatchObject({
      stack: 'prod',
      freeFormDetails: undefined,
      capacity: { min: 2, max: 2, desired: 2 },
      env: { GREETING: 'hello', WORKERS: '4' },
      health: { path: '/health', healthyAfter: 2, startupSeconds: 20 },
      enabled: true,
    });
  });

  test.each([
    [{ application: 'a-b' }, /^application: may hold only/],
    [{ stack: 'a-b' }, /^stack: a stack may hold only/],
    [{ freeFormDetails: 'a%' }, /^freeFormDetails: a detail may hold only/],
    [{ region: 'us-east-1' }, /^region: the local cloud has one region, 'localhost'/],
    [{ capacity: { min: 3, max: 2, desired: 2 } }, /^capacity: must have min ≤ desired ≤ max/],
    [{ command: [] }, /^command: give the program to run/],
    [{ artifact: { type: 'docker/image', reference: 'x' } }, /^artifact\.type: /],
    [{ health: { path: 'health' } }, /^health\.path: /],
  ])('refuses %o', (part, why) => {
    expect(faults(createServerGroup, { ...wanted, ...part }).join('\n')).toMatch(why);
  });
});

test('a clone names its source in either way', () => {
  for (const source of [{ serverGroupName: 'shop-v000' }, { asgName: 'shop-v000' }])
    expect(cloneServerGroup.description.parse({ account: 'local', source })).toMatchObject({
      source: { serverGroupName: 'shop-v000', region: 'localhost' },
    });
});

describe('traffic is taken', () => {
  const on = { account: 'local', region: 'localhost' as const, serverGroupName: 'shop-v000' };
  test.each([
    ['by disabling all', disableServerGroup, { ...on, desiredPercentage: 100 }, true],
    ['not by disabling a part', disableServerGroup, { ...on, desiredPercentage: 50 }, false],
    ['by resizing to nothing', resizeServerGroup, { ...on, capacity: { desired: 0 } }, true],
    ['not by another size', resizeServerGroup, { ...on, capacity: { desired: 1 } }, false],
  ])('%s', (_, operation, description, takes) => {
    expect(operation.takesTraffic?.(description as never) !== undefined).toBe(takes);
  });
});

test('a load balancer needs a name', () => {
  expect(faults(upsertLoadBalancer, { account: 'local' })).toEqual(['name: name the load balancer']);
});
