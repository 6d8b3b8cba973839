import { expect, test } from 'vitest';
import type { Balancer } from '../clusters/infrastructure.ts';
import { whyOfBalancer } from './why-of-balancer.ts';

const balancer = (state: string, more: Partial<Balancer> = {}) =>
  ({
    name: 'shop',
    open: true,
    serverGroups: [{ name: 'shop-v000', instances: [{ id: 'a', health: { state } }] }],
    ...more,
  }) as unknown as Balancer;

test('says nothing of a load balancer that serves', () => {
  expect(whyOfBalancer(balancer('InService'))).toBeUndefined();
});

test('says why it does not listen', () => {
  expect(whyOfBalancer(balancer('InService', { open: false, reason: 'port 80 is taken' }))?.more).toBe(
    'port 80 is taken',
  );
});

test('says that nothing behind it is healthy', () => {
  expect(whyOfBalancer(balancer('OutOfService'))?.reason).toBe('No instance behind it is healthy');
});
