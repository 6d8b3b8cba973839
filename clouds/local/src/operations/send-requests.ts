import { LoadPlan, ResourceName } from '@gennaker/contracts/agent';
import { defineOperation, type OperationTools } from '@gennaker/sdk';
import { z } from 'zod';
import type { LocalAccount } from '../accounts/local-account.ts';

const field = LoadPlan.shape;

/** Sends a steady stream of requests to a load balancer of this account. Ends when the first are on their way. */
export const sendRequests = defineOperation({
  type: 'sendRequests',
  summary: 'Sends a steady stream of requests to a load balancer, for a time.',
  description: z.object({
    account: z.string(),
    region: z.literal('localhost').default('localhost'),
    loadBalancerName: ResourceName,
    requestsPerSecond: z.coerce.number().min(0).max(100).default(20).describe('0: sends no more.'),
    seconds: field.seconds,
    path: field.path,
  }),
  async run(description, { account, log, step }: OperationTools<LocalAccount>) {
    const { loadBalancerName: name, requestsPerSecond, seconds, path } = description;
    if (requestsPerSecond === 0) {
      await step('stop', (operationId) =>
        account.call((client) => client.loadBalancers.stopLoad({ params: { name }, query: { operationId } })),
      );
      log.update('SEND_REQUESTS', `Sending no more requests to ${name}`);
      return;
    }
    await step('start', (operationId) =>
      account.call((client) =>
        client.loadBalancers.startLoad({
          params: { name },
          body: { requestsPerSecond: Math.max(1, requestsPerSecond), seconds, path, operationId },
        }),
      ),
    );
    log.update('SEND_REQUESTS', `Sending ${requestsPerSecond} requests a second to ${name} for ${seconds} s`);
  },
});
