import { Listener, LoadBalancerSpec, ResourceName } from '@gennaker/contracts/agent';
import { invalid } from '@gennaker/kernel';
import { defineOperation, monikerOf, type OperationTools } from '@gennaker/sdk';
import { z } from 'zod';
import { ifThere } from '../accounts/if-there.ts';
import type { LocalAccount } from '../accounts/local-account.ts';
import { REGION } from '../accounts/region.ts';

const field = LoadBalancerSpec.shape;

/** Creates a load balancer, or changes what the description names: listeners, or the weights that shift traffic. */
export const upsertLoadBalancer = defineOperation({
  type: 'upsertLoadBalancer',
  summary: 'Creates or changes a load balancer; with `weights` it shifts traffic between server groups.',
  description: z
    .object({
      account: z.string(),
      region: z.literal('localhost').default('localhost'),
      name: ResourceName.optional(),
      loadBalancerName: ResourceName.optional().describe('The same as `name`.'),
      application: z.string().optional(),
      listeners: z.array(Listener).min(1).max(8).optional().describe('Those it has stay when left out.'),
      weights: field.weights
        .removeDefault()
        .nullish()
        .describe(
          'Share of traffic per server group, 100 where nothing is said. Left out: they stay; {}: even again.',
        ),
      labels: field.labels.removeDefault().optional(),
    })
    .refine(({ name, loadBalancerName }) => name ?? loadBalancerName, {
      path: ['name'],
      message: 'name the load balancer',
    }),
  async run(description, { account, log, step }: OperationTools<LocalAccount>) {
    const name = (description.name ?? description.loadBalancerName) as string;
    const { application, listeners, weights, labels } = description;
    log.update('UPSERT_LOAD_BALANCER', `Upserting load balancer ${name} in ${REGION}`);
    await step('upsert', async (operationId) => {
      const now = await account.call((client) => ifThere(client.loadBalancers.get({ params: { name } })));
      const ports = listeners ?? now?.listeners;
      if (!ports) {
        throw invalid(
          `Load balancer ${name} does not exist; to create it give its listeners, e.g. [{"protocol":"HTTP","port":18080}].`,
        );
      }
      return account.call((client) =>
        client.loadBalancers.upsert({
          params: { name },
          body: {
            name,
            listeners: ports,
            weights: weights ?? now?.weights ?? {},
            application: application ?? now?.application ?? monikerOf(name)?.app,
            labels: labels ?? now?.labels ?? {},
            operationId,
          },
        }),
      );
    });
    log.update('UPSERT_LOAD_BALANCER', `Upserted load balancer ${name}`);
    return { loadBalancers: { [REGION]: { name } } };
  },
});
