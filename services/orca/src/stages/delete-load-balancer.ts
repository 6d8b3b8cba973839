import { invalid } from '@gennaker/kernel';
import { defineStage } from '@gennaker/sdk';
import { z } from 'zod';
import { operationTasks } from './server-groups/operation.ts';
import { accountOf, locationsOf, place } from './server-groups/place.ts';
import { ownFields } from './server-groups/target.ts';

const Context = z.looseObject({
  ...place,
  loadBalancerName: z.string().optional(),
  name: z.string().optional().describe('The same as `loadBalancerName`.'),
});
type Context = z.infer<typeof Context>;

/** Removes a load balancer, in each region named. Source: orca `DeleteLoadBalancerStage`. */
export const deleteLoadBalancer = defineStage({
  type: 'deleteLoadBalancer',
  label: 'Delete load balancer',
  description: 'Removes a load balancer.',
  context: Context,
  tasks: operationTasks<Context>('deleteLoadBalancer', 'monitorDelete', ({ context }) => {
    const name = context.loadBalancerName ?? context.name;
    if (!name) throw invalid('loadBalancerName: name the load balancer');
    const account = accountOf(context);
    const regions = locationsOf(context);
    const { type: _type, regions: _regions, ...own } = ownFields(context);
    return {
      provider: context.cloudProvider,
      operations: regions.map((region) => ({
        deleteLoadBalancer: { ...own, loadBalancerName: name, name, account, credentials: account, region },
      })),
      context: { 'delete.name': name, 'delete.regions': regions, 'delete.account.name': account },
    };
  }),
});
