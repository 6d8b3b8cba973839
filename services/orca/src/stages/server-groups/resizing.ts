import { Capacity } from '@gennaker/contracts/clouddriver';
import { invalid, notFound } from '@gennaker/kernel';
import { succeeded, type Task, type Tools } from '@gennaker/sdk';
import { z } from 'zod';
import { operationTasks } from './operation.ts';
import { applicationOf } from './place.ts';
import { groupNow, groupsOfCluster, type GroupName } from './reading.ts';
import { resized, Resizing } from './resized.ts';
import { describedGroup, namedGroup, target } from './target.ts';

/** Fields of a stage that resizes a server group. */
export const ResizeContext = z.looseObject({
  ...target,
  ...Resizing.shape,
  source: z
    .looseObject({ serverGroupName: z.string().optional(), asgName: z.string().optional() })
    .optional()
    .describe('scale_to_server_group: the group that gives the measure.'),
  targetHealthyDeployPercentage: z.coerce.number().min(0).max(100).optional(),
  resizeTo: Capacity.optional().describe('Set by the stage: what it has decided.'),
});
export type ResizeContext = z.infer<typeof ResizeContext>;

/** Decides the capacity first, so that a repeated run does not grow a group twice; then resizes. */
export const resizeTasks: Record<string, Task<ResizeContext>> = {
  determineCapacity: {
    effect: async ({ context, execution }, { clouddriver }) => {
      const group = namedGroup(context);
      const now = await mustBeThere(clouddriver, group);
      const measured = {
        current: now.capacity,
        ...(context.action === 'scale_to_cluster' && {
          cluster: (
            await groupsOfCluster(clouddriver, {
              application: applicationOf({ ...context, cluster: now.cluster }, execution.application),
              account: group.account,
              cluster: now.cluster,
              provider: context.cloudProvider,
            })
          )
            .filter(({ region }) => region === group.region)
            .map(({ capacity }) => capacity),
        }),
        ...(context.action === 'scale_to_server_group' && {
          source: (await mustBeThere(clouddriver, { ...group, name: sourceOf(context) })).capacity,
        }),
      };
      return succeeded({ context: { resizeTo: resized(context, measured), originalSize: now.capacity } });
    },
  },
  ...operationTasks<ResizeContext>('resizeServerGroup', 'monitorServerGroup', ({ context }) => ({
    provider: context.cloudProvider,
    operations: [
      { resizeServerGroup: { ...describedGroup(namedGroup(context)), capacity: context.resizeTo } },
    ],
  })),
};

const sourceOf = ({ source, serverGroupName, asgName }: ResizeContext): string => {
  const name = source?.serverGroupName ?? source?.asgName ?? serverGroupName ?? asgName;
  if (!name) throw invalid('source.serverGroupName: name the server group that gives the measure');
  return name;
};

async function mustBeThere(clouddriver: Tools['clouddriver'], group: GroupName) {
  const found = await groupNow(clouddriver, group);
  if (found) return found;
  throw notFound(
    `Server group ${group.name} does not exist in ${group.account}/${group.region}; nothing can be resized by it.`,
  );
}
