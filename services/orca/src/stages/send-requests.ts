import { defineStage } from '@gennaker/sdk';
import { z } from 'zod';
import { operationTasks } from './server-groups/operation.ts';
import { accountOf, place } from './server-groups/place.ts';
import { ownFields } from './server-groups/target.ts';

const Context = z.looseObject({
  ...place,
  loadBalancerName: z.string(),
  requestsPerSecond: z.coerce.number().min(0).max(100).default(20).describe('0: sends no more.'),
  seconds: z.coerce.number().int().min(1).max(3_600).default(600).describe('After which it ends by itself.'),
  path: z.string().default('/'),
});
type Context = z.infer<typeof Context>;

/** Has a cloud send a steady stream of requests to a load balancer; goes on while the pipeline does. */
export const sendRequests = defineStage({
  type: 'sendRequests',
  label: 'Send requests',
  description: 'Sends a steady stream of requests to a load balancer, for a time.',
  context: Context,
  tasks: operationTasks<Context>('sendRequests', 'monitorSendRequests', ({ context }) => {
    const { requestsPerSecond, seconds, path, loadBalancerName, region, cloudProvider } = context;
    const account = accountOf(context);
    const { type: _type, ...own } = ownFields(context);
    const described = { ...own, loadBalancerName, requestsPerSecond, seconds, path };
    return {
      provider: cloudProvider,
      operations: [{ sendRequests: { ...described, account, credentials: account, region } }],
    };
  }),
});
