import type { PlannedStage } from '@gennaker/sdk';
import type { Deployment } from './strategy.ts';

type Step = Omit<PlannedStage, 'requires'>;

const healthOf = ({ options: { interestingHealthProviderNames } }: Deployment) => ({
  ...(interestingHealthProviderNames && { interestingHealthProviderNames }),
});

/** Removes server groups beyond a number, the oldest first. */
export const shrink = (deployment: Deployment, shrinkToSize: number, allowDeleteActive: boolean): Step => ({
  type: 'shrinkCluster',
  name: 'shrinkCluster',
  context: {
    ...deployment.where,
    ...healthOf(deployment),
    shrinkToSize,
    allowDeleteActive,
    retainLargerOverNewer: false,
  },
});

export const pause = (name: string, waitTime: number): Step | undefined =>
  waitTime > 0 ? { type: 'wait', name, context: { waitTime } } : undefined;

/** Takes all but the new server group out of traffic. */
export const disableOthers = (deployment: Deployment): Step => ({
  type: 'disableCluster',
  name: 'disableCluster',
  context: {
    ...deployment.where,
    ...healthOf(deployment),
    remainingEnabledServerGroups: 1,
    preferLargerOverNewer: false,
  },
});

/** Scales all but the new server group to nothing. */
export const scaleDownOthers = (deployment: Deployment, allowScaleDownActive: boolean): Step => ({
  type: 'scaleDownCluster',
  name: 'scaleDown',
  context: {
    ...deployment.where,
    remainingFullSizeServerGroups: 1,
    allowScaleDownActive,
    preferLargerOverNewer: false,
  },
});
