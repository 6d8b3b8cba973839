import { defineStage } from '@gennaker/sdk';
import { z } from 'zod';
import { operationTasks } from './server-groups/operation.ts';
import {
  describedGroup,
  eachTarget,
  isDynamic,
  lookUpTarget,
  namedGroup,
  target,
  targetsOf,
} from './server-groups/target.ts';
import { waitForUpInstances } from './server-groups/wait-for-instances.ts';

const Context = z.looseObject({
  ...target,
  desiredPercentage: z.coerce.number().min(0).max(100).optional().describe('Of its instances; default 100.'),
  targetHealthyDeployPercentage: z.coerce.number().min(0).max(100).optional(),
});

/** Lets a server group take requests, and waits until its instances are up. Source: orca `EnableServerGroupStage`. */
export const enableServerGroup = defineStage({
  type: 'enableServerGroup',
  label: 'Enable server group',
  description: 'Lets a server group take requests.',
  context: Context,
  before: (stage) => (isDynamic(stage.context) ? lookUpTarget(stage) : []),
  tasks: ({ context }) =>
    isDynamic(context)
      ? {}
      : {
          ...operationTasks<z.infer<typeof Context>>('enableServerGroup', 'monitorServerGroup', (stage) => ({
            provider: stage.context.cloudProvider,
            operations: [
              {
                enableServerGroup: {
                  ...describedGroup(namedGroup(stage.context)),
                  desiredPercentage: stage.context.desiredPercentage,
                },
              },
            ],
          })),
          waitForUpInstances: waitForUpInstances<z.infer<typeof Context>>(targetsOf),
        },
  after: eachTarget,
});
