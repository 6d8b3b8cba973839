import { ResourceName } from '@gennaker/contracts/agent';
import { defineOperation, type OperationTools } from '@gennaker/sdk';
import { z } from 'zod';
import type { LocalAccount } from '../accounts/local-account.ts';

/** Closes a load balancer when its requests have ended. One that does not exist is as good as deleted. */
export const deleteLoadBalancer = defineOperation({
  type: 'deleteLoadBalancer',
  summary: 'Lets running requests end and closes the load balancer.',
  description: z
    .object({
      account: z.string(),
      region: z.literal('localhost').default('localhost'),
      loadBalancerName: ResourceName.optional(),
      name: ResourceName.optional().describe('The same as `loadBalancerName`.'),
    })
    .refine(({ name, loadBalancerName }) => name ?? loadBalancerName, {
      path: ['loadBalancerName'],
      message: 'name the load balancer',
    }),
  async run(description, { account, log, step }: OperationTools<LocalAccount>) {
    const name = (description.loadBalancerName ?? description.name) as string;
    log.update('DELETE_LOAD_BALANCER', `Deleting load balancer ${name}`);
    await step('delete', (operationId) =>
      account.call((client) => client.loadBalancers.delete({ params: { name }, query: { operationId } })),
    );
    log.update('DELETE_LOAD_BALANCER', `Deleted load balancer ${name}`);
  },
});
