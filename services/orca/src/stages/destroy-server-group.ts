import { defineStage, inSequence } from '@gennaker/sdk';
import { z } from 'zod';
import { operationTasks } from './server-groups/operation.ts';
import {
  describedGroup,
  eachTarget,
  isDynamic,
  lookUpTarget,
  namedGroup,
  ownFields,
  target,
  targetsOf,
} from './server-groups/target.ts';
import { waitForGroups } from './server-groups/wait-for-instances.ts';

const Context = z.looseObject({ ...target, skipDisableBeforeDestroy: z.boolean().default(false) });
type Context = z.infer<typeof Context>;

/** Takes a server group out of traffic, then removes it. Source: orca `DestroyServerGroupStage`. */
export const destroyServerGroup = defineStage({
  type: 'destroyServerGroup',
  label: 'Destroy server group',
  description: 'Takes a server group out of traffic and removes it.',
  context: Context,
  before: (stage) => {
    if (isDynamic(stage.context)) return lookUpTarget(stage);
    if (stage.context.skipDisableBeforeDestroy) return [];
    const { skipDisableBeforeDestroy: _, ...own } = ownFields(stage.context);
    return inSequence({
      type: 'disableServerGroup',
      name: 'disableServerGroup',
      context: { ...own, skipIfMissing: true },
    });
  },
  tasks: ({ context }) =>
    isDynamic(context)
      ? {}
      : {
          ...operationTasks<Context>('destroyServerGroup', 'monitorServerGroup', (stage) => ({
            provider: stage.context.cloudProvider,
            operations: [{ destroyServerGroup: describedGroup(namedGroup(stage.context)) }],
          })),
          waitForDestroyedServerGroup: waitForGroups<Context>(targetsOf, (group) => group === undefined),
        },
  after: eachTarget,
});
