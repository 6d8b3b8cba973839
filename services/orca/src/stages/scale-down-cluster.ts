import { defineStage } from '@gennaker/sdk';
import { z } from 'zod';
import { affected, clusterFields, clusterTasks, flag } from './clusters/cluster-tasks.ts';
import { waitForGroups } from './server-groups/wait-for-instances.ts';

const Context = z.looseObject({
  ...clusterFields,
  remainingFullSizeServerGroups: z.coerce.number().int().min(0).default(1),
  allowScaleDownActive: flag,
  preferLargerOverNewer: flag,
});
type Context = z.infer<typeof Context>;

/** Scales all but the newest server groups of a cluster to nothing. Source: orca `ScaleDownClusterStage`. */
export const scaleDownCluster = defineStage({
  type: 'scaleDownCluster',
  label: 'Scale down cluster',
  description: 'Scales all but the newest server groups of a cluster to nothing.',
  context: Context,
  tasks: {
    ...clusterTasks<Context>({
      name: 'scaleDownCluster',
      title: 'ScaleDownCluster',
      operation: 'resizeServerGroup',
      description: { capacity: { min: 0, max: 0, desired: 0 } },
      select: ({ remainingFullSizeServerGroups, allowScaleDownActive, preferLargerOverNewer }) => ({
        keep: remainingFullSizeServerGroups,
        mayTakeActive: allowScaleDownActive,
        preferLarger: preferLargerOverNewer,
      }),
    }),
    waitForScaleDown: waitForGroups<Context>(affected, (group) => (group?.instances.length ?? 0) === 0),
  },
});
