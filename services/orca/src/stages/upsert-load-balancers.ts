import { defineStage } from '@gennaker/sdk';
import { z } from 'zod';
import { describedLoadBalancer, NamedLoadBalancer, targetOf } from './load-balancers/named-load-balancer.ts';
import { operationTasks } from './server-groups/operation.ts';
import { place } from './server-groups/place.ts';

const Context = z.looseObject({
  ...place,
  loadBalancers: z.array(NamedLoadBalancer).min(1, 'name at least one load balancer'),
});
type Context = z.infer<typeof Context>;

/** Creates several load balancers or changes them. Source: orca `UpsertLoadBalancersStage`. */
export const upsertLoadBalancers = defineStage({
  type: 'upsertLoadBalancers',
  label: 'Create or change load balancers',
  description: 'Creates several load balancers, or changes them.',
  context: Context,
  tasks: operationTasks<Context>('upsertLoadBalancers', 'monitorUpsert', ({ context }) => {
    const { credentials, account, region, loadBalancers, cloudProvider } = context;
    const all = loadBalancers.map((one) => ({ credentials, account, region, ...one }));
    return {
      provider: loadBalancers[0]?.cloudProvider ?? cloudProvider,
      operations: all.map((one) => ({ upsertLoadBalancer: describedLoadBalancer(one) })),
      context: { targets: all.map(targetOf) },
    };
  }),
});
