import type { ServerGroup } from '@gennaker/contracts/clouddriver';
import type { Context } from '@gennaker/contracts/orca';
import { defineStage, inSequence, succeeded } from '@gennaker/sdk';
import { z } from 'zod';
import { accountOf, applicationOf, clusterOf, locationsOf, place, placeOf } from './server-groups/place.ts';
import { groupsOfCluster } from './server-groups/reading.ts';

const Stage = z.looseObject({
  ...place,
  targetHealthyRollbackPercentage: z.coerce.number().min(0).max(100).optional(),
  waitTimeBetweenRegions: z.coerce.number().min(0).default(0).describe('Seconds.'),
  additionalRollbackContext: z
    .looseObject({ onlyEnabledServerGroups: z.boolean().default(false) })
    .prefault({})
    .describe('Handed to each region’s rollback.'),
  serverGroup: z.string().optional().describe('What is rolled back; default: the newest enabled one.'),
  restoreServerGroupName: z.string().optional().describe('What comes back; default: the one before it.'),
  rollbackContexts: z
    .record(z.string(), z.record(z.string(), z.unknown()))
    .default({})
    .describe('Set by the stage.'),
});
type Stage = z.infer<typeof Stage>;

/** A large group may miss some: waiting for the last one would hold up the way back. */
const healthyPercentage = (desired: number): number => (desired < 10 ? 100 : desired < 20 ? 90 : 95);

/** Which group of a region goes, and which comes back; undefined when there is no way back. */
function candidatesOf(newestFirst: readonly ServerGroup[], stage: Stage) {
  const from = stage.serverGroup
    ? newestFirst.find(({ name }) => name === stage.serverGroup)
    : newestFirst.find(({ disabled }) => !disabled);
  if (!from) return undefined;
  const { onlyEnabledServerGroups } = stage.additionalRollbackContext;
  const older = newestFirst.slice(newestFirst.indexOf(from) + 1);
  const to =
    older.find(({ name }) => name === stage.restoreServerGroupName) ??
    older.find(({ disabled }) => !(onlyEnabledServerGroups && disabled));
  return to && { from, to };
}

/** Gives each region's traffic back to the server group before. Source: orca `RollbackClusterStage`. */
export const rollbackCluster = defineStage({
  type: 'rollbackCluster',
  label: 'Rollback cluster',
  description: 'Gives the traffic of a cluster back to the server group before.',
  context: Stage,
  tasks: {
    determineRollbackCandidates: {
      timeoutMs: 5 * 60 * 1_000,
      effect: async ({ context, execution }, { clouddriver }) => {
        const cluster = clusterOf(context);
        const application = applicationOf(context, execution.application);
        const { cloudProvider: provider } = context;
        const groups = await groupsOfCluster(clouddriver, {
          application,
          account: accountOf(context),
          cluster,
          provider,
        });
        const { onlyEnabledServerGroups: _, ...additional } = context.additionalRollbackContext;
        const contexts: Record<string, Context> = {};
        for (const region of locationsOf(context)) {
          const found = candidatesOf(
            groups.filter((group) => group.region === region),
            context,
          );
          if (!found) continue;
          const { from, to } = found;
          contexts[region] = {
            ...additional,
            rollbackServerGroupName: from.name,
            restoreServerGroupName: to.name,
            targetHealthyRollbackPercentage:
              context.targetHealthyRollbackPercentage ?? healthyPercentage(from.capacity.desired),
          };
        }
        const types = Object.fromEntries(Object.keys(contexts).map((region) => [region, 'EXPLICIT']));
        return succeeded({ context: { rollbackTypes: types, rollbackContexts: contexts } });
      },
    },
  },
  after: ({ context }) => {
    const regions = locationsOf(context).filter((region) => context.rollbackContexts[region]);
    const { regions: _, ...where } = placeOf(context);
    return inSequence(
      ...regions.flatMap((region, index) => [
        {
          type: 'rollbackServerGroup',
          name: `Rollback ${region}`,
          context: {
            ...where,
            region,
            rollbackType: 'EXPLICIT',
            rollbackContext: context.rollbackContexts[region],
          },
        },
        context.waitTimeBetweenRegions > 0 &&
          index < regions.length - 1 && {
            type: 'wait',
            name: `Wait after ${region}`,
            context: { waitTime: context.waitTimeBetweenRegions },
          },
      ]),
    );
  },
});
