import { defineStage } from '@gennaker/sdk';
import { z } from 'zod';
import { affected, clusterFields, clusterTasks, flag } from './clusters/cluster-tasks.ts';
import { waitForDownInstances, waitForGroups } from './server-groups/wait-for-instances.ts';

const Context = z.looseObject({
  ...clusterFields,
  remainingEnabledServerGroups: z.coerce.number().int().min(0).default(1),
  preferLargerOverNewer: flag,
});
type Context = z.infer<typeof Context>;

/** Takes all but the newest server groups out of traffic, and waits as long as that takes. Source: orca `DisableClusterStage`. */
export const disableCluster = defineStage({
  type: 'disableCluster',
  label: 'Disable cluster',
  description: 'Takes all but the newest server groups of a cluster out of traffic.',
  context: Context,
  tasks: {
    ...clusterTasks<Context>({
      name: 'disableCluster',
      title: 'DisableCluster',
      operation: 'disableServerGroup',
      among: ({ disabled }) => !disabled,
      select: ({ remainingEnabledServerGroups, preferLargerOverNewer }) => ({
        keep: remainingEnabledServerGroups,
        mayTakeActive: true,
        preferLarger: preferLargerOverNewer,
      }),
    }),
    waitForDownInstances: waitForDownInstances<Context>(affected),
    waitForClusterDisable: waitForGroups<Context>(affected, (group) => group?.disabled !== false),
  },
});
