import { invalid, notFound } from '@gennaker/kernel';
import { defineStage, inSequence, succeeded, type Plan, type StageView } from '@gennaker/sdk';
import { Capacity } from '@gennaker/contracts/clouddriver';
import { z } from 'zod';
import { accountOf, locationsOf, place, placeOf } from './server-groups/place.ts';
import { groupNow } from './server-groups/reading.ts';

const percentage = z.coerce.number().min(0).max(100).optional();

const RollbackContext = z.looseObject({
  rollbackServerGroupName: z.string().describe('Goes out of traffic.'),
  restoreServerGroupName: z.string().optional().describe('EXPLICIT: comes back into traffic.'),
  imageName: z.string().optional().describe('PREVIOUS_IMAGE: what is deployed again.'),
  imageId: z.string().optional(),
  targetHealthyRollbackPercentage: percentage,
  delayBeforeDisableSeconds: z.coerce.number().min(0).default(0),
  disableOnly: z.boolean().default(false),
  enableAndDisableOnly: z.boolean().default(false),
});

const Context = z.looseObject({
  ...place,
  rollbackType: z.enum(['EXPLICIT', 'PREVIOUS_IMAGE']).default('EXPLICIT'),
  rollbackContext: RollbackContext,
  restoreCapacity: Capacity.optional().describe('Set by the stage.'),
  sourceServerGroupCapacitySnapshot: Capacity.optional().describe('Set by the stage.'),
});
type View = StageView<z.infer<typeof Context>>;

/** The larger of two in each measure; no autoscaler may take it back before the traffic has moved. */
function growth(restored: Capacity, rolledBack: Capacity) {
  const max = Math.max(restored.max, rolledBack.max);
  const desired = Math.max(restored.desired, rolledBack.desired);
  return { min: desired, max, desired };
}

/** Gives the traffic of a server group back to an earlier one. Source: orca `ExplicitRollback`. */
function explicitly({ context }: View): Plan {
  const { rollbackContext, restoreCapacity, sourceServerGroupCapacitySnapshot: rolledBack } = context;
  const { rollbackServerGroupName: from, restoreServerGroupName: to } = rollbackContext;
  const where = placeOf(context);
  const on = (name: string) => ({ ...where, serverGroupName: name, asgName: name });
  const targetHealthyDeployPercentage = rollbackContext.targetHealthyRollbackPercentage;
  const disable = {
    type: 'disableServerGroup',
    name: `Disable ${from} due to rollback`,
    context: on(from),
  };
  if (rollbackContext.disableOnly) return inSequence(disable);
  if (!to) throw invalid('rollbackContext.restoreServerGroupName: name the server group to go back to');
  const enable = {
    type: 'enableServerGroup',
    name: `Enable ${to} due to rollback`,
    context: { ...on(to), targetHealthyDeployPercentage },
  };
  // One that was scaled to nothing meanwhile cannot take the traffic as it is.
  const isEmpty = restoreCapacity?.desired === 0;
  if (rollbackContext.enableAndDisableOnly && !isEmpty) return inSequence(enable, disable);

  const capacity = restoreCapacity && rolledBack && growth(restoreCapacity, rolledBack);
  const grows = capacity !== undefined && capacity.desired > (restoreCapacity?.desired ?? 0);
  return inSequence(
    enable,
    grows && {
      type: 'resizeServerGroup',
      name: `Resize ${to} due to rollback`,
      context: { ...on(to), action: 'scale_exact', capacity, targetHealthyDeployPercentage },
    },
    rollbackContext.delayBeforeDisableSeconds > 0 && {
      type: 'wait',
      name: 'waitBeforeDisable',
      context: { waitTime: rollbackContext.delayBeforeDisableSeconds },
    },
    disable,
    grows && {
      type: 'pinServerGroup',
      name: `Restore Min Capacity of ${to}`,
      context: { ...on(to), unpinMinimumCapacity: true, originalCapacity: rolledBack },
    },
  );
}

/** Deploys an earlier image again. Source: orca `PreviousImageRollback`. */
function byImage({ context }: View): Plan {
  const { rollbackContext } = context;
  const { rollbackServerGroupName: from, imageName, imageId } = rollbackContext;
  if (!imageName && !imageId)
    throw invalid('rollbackContext.imageName: name the image to go back to, or its imageId');
  return inSequence({
    type: 'cloneServerGroup',
    name: 'Deploy previous image',
    context: {
      ...placeOf(context),
      strategy: 'redblack',
      source: { serverGroupName: from, asgName: from, useSourceCapacity: true },
      useSourceCapacity: true,
      imageName,
      amiName: imageName,
      imageId,
      targetHealthyDeployPercentage: rollbackContext.targetHealthyRollbackPercentage,
      delayBeforeDisableSec: rollbackContext.delayBeforeDisableSeconds,
    },
  });
}

/** Gives the traffic of one server group back to an earlier one. Source: orca `RollbackServerGroupStage`. */
export const rollbackServerGroup = defineStage({
  type: 'rollbackServerGroup',
  label: 'Rollback server group',
  description: 'Gives the traffic of a server group back to an earlier one.',
  context: Context,
  tasks: {
    captureSourceServerGroupCapacity: {
      effect: async ({ context }, { clouddriver }) => {
        const [region = ''] = locationsOf(context);
        const account = accountOf(context);
        const capacityOf = async (name: string) => {
          const group = await groupNow(clouddriver, { account, region, name });
          if (group) return group.capacity;
          throw notFound(
            `Server group ${name} does not exist in ${account}/${region}; it cannot be rolled back.`,
          );
        };
        const { rollbackServerGroupName, restoreServerGroupName } = context.rollbackContext;
        return succeeded({
          context: {
            sourceServerGroupCapacitySnapshot: await capacityOf(rollbackServerGroupName),
            ...(restoreServerGroupName && { restoreCapacity: await capacityOf(restoreServerGroupName) }),
          },
        });
      },
    },
  },
  after: (view) => (view.context.rollbackType === 'EXPLICIT' ? explicitly(view) : byImage(view)),
});
