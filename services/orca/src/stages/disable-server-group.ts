import { defineStage } from '@gennaker/sdk';
import { z } from 'zod';
import { operationTasks } from './server-groups/operation.ts';
import { groupNow } from './server-groups/reading.ts';
import {
  describedGroup,
  eachTarget,
  isDynamic,
  lookUpTarget,
  namedGroup,
  target,
  targetsOf,
} from './server-groups/target.ts';
import { waitForDownInstances, waitForGroups } from './server-groups/wait-for-instances.ts';

const Context = z.looseObject({
  ...target,
  desiredPercentage: z.coerce.number().min(0).max(100).optional().describe('Of its instances; default 100.'),
  skipIfMissing: z.boolean().default(false).describe('One that does not exist needs no disabling.'),
});
type Context = z.infer<typeof Context>;

/** Takes a server group, or a share of it, out of traffic and waits until it is. Source: orca `DisableServerGroupStage`. */
export const disableServerGroup = defineStage({
  type: 'disableServerGroup',
  label: 'Disable server group',
  description: 'Takes a server group out of traffic.',
  context: Context,
  before: (stage) => (isDynamic(stage.context) ? lookUpTarget(stage) : []),
  tasks: ({ context }) => {
    if (isDynamic(context)) return {};
    const whole = (context.desiredPercentage ?? 100) === 100;
    return {
      ...operationTasks<Context>(
        'disableServerGroup',
        'monitorServerGroup',
        async (stage, { clouddriver }) => {
          const { cloudProvider: provider, desiredPercentage, skipIfMissing } = stage.context;
          const group = namedGroup(stage.context);
          if (skipIfMissing && !(await groupNow(clouddriver, group))) return { provider, operations: [] };
          return {
            provider,
            operations: [{ disableServerGroup: { ...describedGroup(group), desiredPercentage } }],
          };
        },
      ),
      waitForDownInstances: waitForDownInstances<Context>(targetsOf),
      ...(whole && {
        waitForServerGroupDisabled: waitForGroups<Context>(targetsOf, (group) => group?.disabled !== false),
      }),
    };
  },
  after: eachTarget,
});
