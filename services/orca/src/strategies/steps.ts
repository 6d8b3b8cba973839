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

/** A pause before the old server group is taken out of traffic, and a last look at the new one after it. */
export const pauseAndLook = (
  deployment: Deployment,
  name: string,
  waitTime: number,
): (Step | undefined)[] => {
  const { where, deployed, options } = deployment;
  if (waitTime <= 0) return [];
  return [
    pause(name, waitTime),
    {
      type: 'checkStillUp',
      name: `Check that ${deployed} is still up`,
      context: {
        ...where,
        ...healthOf(deployment),
        serverGroupName: deployed,
        targetHealthyDeployPercentage: options.targetHealthyDeployPercentage,
      },
    },
  ];
};

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
