import type { ServerGroup } from '@gennaker/contracts/clouddriver';
import type { Context } from '@gennaker/contracts/orca';
import type { StageView, Task } from '@gennaker/sdk';
import { z } from 'zod';
import { operationTasks } from '../server-groups/operation.ts';
import { accountOf, applicationOf, clusterOf, locationsOf, place } from '../server-groups/place.ts';
import { groupsOfCluster, type GroupName } from '../server-groups/reading.ts';
import { describedGroup } from '../server-groups/target.ts';
import { deployedAbove, groupsBeyond, type Selection } from './beyond.ts';

/** Fields of a stage that works on the surplus of a cluster. */
export const clusterFields = {
  ...place,
  interestingHealthProviderNames: z.array(z.string()).nullish(),
  affectedServerGroups: z
    .array(z.object({ account: z.string(), region: z.string(), name: z.string() }))
    .default([])
    .describe('Set by the stage: what it has chosen.'),
};
const ClusterContext = z.looseObject(clusterFields);
type ClusterContext = z.infer<typeof ClusterContext>;

/** JSON written by people says `true` or `"true"`. */
export const flag = z
  .union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')])
  .default(false);

interface ClusterOperation<C> {
  /** `shrinkCluster`: names the task. */
  name: string;
  /** `ShrinkCluster`: names the task that waits. */
  title: string;
  operation: string;
  /** Which groups there are to choose from; default: all. */
  among?(group: ServerGroup): boolean;
  select(context: C): Omit<Selection, 'deployed'>;
  /** What the operation needs besides the server group. */
  description?: Context;
}

/** Does one thing to all server groups beyond a number, in each location. Source: orca `AbstractClusterWideClouddriverTask`. */
export const clusterTasks = <C extends ClusterContext>(work: ClusterOperation<C>): Record<string, Task<C>> =>
  operationTasks<C>(work.name, `monitor${work.title}`, async (stage, { clouddriver }) => {
    const { context, execution } = stage;
    const all = await groupsOfCluster(clouddriver, {
      application: applicationOf(context, execution.application),
      account: accountOf(context),
      cluster: clusterOf(context),
      provider: context.cloudProvider,
    });
    const chosen = locationsOf(context).flatMap((location) =>
      groupsBeyond(
        all.filter((group) => isIn(group, location) && (work.among?.(group) ?? true)),
        { ...work.select(context), deployed: deployedAbove(stage.parent, location) },
      ),
    );
    const affectedServerGroups = chosen.map(({ account, region, name }) => ({ account, region, name }));
    return {
      provider: context.cloudProvider,
      operations: affectedServerGroups.map((group) => ({
        [work.operation]: { ...describedGroup(group), ...work.description },
      })),
      context: { affectedServerGroups },
    };
  });

const isIn = ({ region, zones }: ServerGroup, location: string): boolean =>
  region === location || zones.includes(location);

export const affected = ({ context }: StageView<ClusterContext>): GroupName[] => context.affectedServerGroups;
