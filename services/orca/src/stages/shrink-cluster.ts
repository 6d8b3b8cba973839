import { defineStage, inSequence } from '@gennaker/sdk';
import { z } from 'zod';
import { affected, clusterFields, clusterTasks, flag } from './clusters/cluster-tasks.ts';
import { ownFields } from './server-groups/target.ts';
import { waitForGroups } from './server-groups/wait-for-instances.ts';

const Context = z.looseObject({
  ...clusterFields,
  shrinkToSize: z.coerce.number().int().min(0).default(1).describe('Server groups that stay.'),
  allowDeleteActive: flag.describe('Those that take traffic may go too; they are disabled first.'),
  retainLargerOverNewer: flag,
});
type Context = z.infer<typeof Context>;

/** Removes the oldest server groups of a cluster. Source: orca `ShrinkClusterStage`. */
export const shrinkCluster = defineStage({
  type: 'shrinkCluster',
  label: 'Shrink cluster',
  description: 'Removes the oldest server groups of a cluster.',
  context: Context,
  before: ({ context }) => {
    if (!context.allowDeleteActive) return [];
    const { shrinkToSize, allowDeleteActive: _a, retainLargerOverNewer, ...own } = ownFields(context);
    return inSequence({
      type: 'disableCluster',
      name: 'disableCluster',
      context: {
        ...own,
        remainingEnabledServerGroups: shrinkToSize,
        preferLargerOverNewer: retainLargerOverNewer,
      },
    });
  },
  tasks: {
    ...clusterTasks<Context>({
      name: 'shrinkCluster',
      title: 'ShrinkCluster',
      operation: 'destroyServerGroup',
      select: ({ shrinkToSize, allowDeleteActive, retainLargerOverNewer }) => ({
        keep: shrinkToSize,
        mayTakeActive: allowDeleteActive,
        preferLarger: retainLargerOverNewer,
      }),
    }),
    waitForClusterShrink: waitForGroups<Context>(affected, (group) => group === undefined),
  },
});
