import { defineStage } from '@gennaker/sdk';
import { neededInstances } from './server-groups/health.ts';
import { ResizeContext, resizeTasks } from './server-groups/resizing.ts';
import { eachTarget, isDynamic, lookUpTarget, targetsOf } from './server-groups/target.ts';
import { waitForUpInstances } from './server-groups/wait-for-instances.ts';

/** A disabled group's instances get no requests, so they need not be up. */
const capacityMatch = waitForUpInstances<ResizeContext>(targetsOf, (group, context) => {
  const size = context.resizeTo?.desired ?? group.capacity.desired;
  const { targetHealthyDeployPercentage } = context;
  const capacity = { min: size, max: size, desired: size };
  const needed = group.disabled ? 0 : neededInstances(group, { capacity, targetHealthyDeployPercentage });
  return { needed, size };
});

/** Changes how many instances a server group has, and waits until they are there. Source: orca `ResizeServerGroupStage`. */
export const resizeServerGroup = defineStage({
  type: 'resizeServerGroup',
  label: 'Resize server group',
  description: 'Changes how many instances a server group has.',
  context: ResizeContext,
  before: (stage) => (isDynamic(stage.context) ? lookUpTarget(stage) : []),
  tasks: ({ context }) => (isDynamic(context) ? {} : { ...resizeTasks, waitForCapacityMatch: capacityMatch }),
  after: eachTarget,
});
