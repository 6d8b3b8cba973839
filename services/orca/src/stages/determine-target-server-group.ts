import { invalid } from '@gennaker/kernel';
import { defineStage, succeeded } from '@gennaker/sdk';
import { z } from 'zod';
import { accountOf, applicationOf, clusterOf, locationsOf } from './server-groups/place.ts';
import { target } from './server-groups/target.ts';

/** Finds the server group that a target word means, in each location. Source: orca `DetermineTargetServerGroupStage`. */
export const determineTargetServerGroup = defineStage({
  type: 'determineTargetServerGroup',
  label: 'Determine target server group',
  description: 'Finds the server group that a target word means now.',
  internal: true,
  context: z.looseObject(target),
  tasks: {
    determineTargetServerGroup: {
      effect: async ({ context, execution }, { clouddriver }) => {
        const { target: word, cloudProvider: provider } = context;
        if (!word) throw invalid('target: say which server group is meant, e.g. current_asg_dynamic');
        const cluster = clusterOf(context);
        const account = accountOf(context);
        const application = applicationOf(context, execution.application);
        const found = await Promise.all(
          locationsOf(context).map(async (scope) => {
            const params = { application, account, cluster, provider, scope, target: word };
            const { name, region } = await clouddriver.infrastructure.target({ params });
            return { region, serverGroupName: name, asgName: name, target: word };
          }),
        );
        return succeeded({ context: { targetReferences: found } });
      },
    },
  },
});
