import { defineStage, succeeded } from '@gennaker/sdk';
import {
  describedLoadBalancer,
  namedAfterStage,
  NamedLoadBalancer,
  targetOf,
} from './load-balancers/named-load-balancer.ts';
import { operationTasks } from './server-groups/operation.ts';

/** Creates a load balancer or changes it. Source: orca `UpsertLoadBalancerStage`. */
export const upsertLoadBalancer = defineStage({
  type: 'upsertLoadBalancer',
  label: 'Create or change load balancer',
  description: 'Creates a load balancer, or changes it.',
  context: NamedLoadBalancer,
  tasks: {
    ...operationTasks<NamedLoadBalancer>('upsertLoadBalancer', 'monitorUpsert', (stage) => {
      const context = namedAfterStage(stage);
      return {
        provider: context.cloudProvider,
        operations: [{ upsertLoadBalancer: describedLoadBalancer(context) }],
        context: { targets: [targetOf(context)] },
      };
    }),
    extrapolateUpsertResult: {
      inTurn: ({ context }) => succeeded({ outputs: { targets: context['targets'] } }),
    },
  },
});
