import { Capacity } from '@gennaker/contracts/clouddriver';
import { isFailure, type Context } from '@gennaker/contracts/orca';
import { andThen, inSequence, type Plan, type StageView, type Task } from '@gennaker/sdk';
import { z } from 'zod';
import { strategyNamed } from '../../strategies/index.ts';
import { ReplacedGroup, strategyFields, StrategyOptions } from '../../strategies/strategy.ts';
import { accountOf, locationsOf, place } from './place.ts';
import { newServerGroup } from './new-server-group.ts';
import { operationTasks } from './operation.ts';
import type { GroupName } from './reading.ts';
import { determineSource, newClusterOf } from './source.ts';
import { waitForUpInstances } from './wait-for-instances.ts';

const MINUTE_MS = 60 * 1_000;

/** Fields of a stage that makes a server group; the rest belongs to its cloud and is handed on as it is. */
export const DeploymentContext = z.looseObject({
  ...place,
  ...strategyFields,
  application: z.string().optional(),
  stack: z.string().nullish(),
  freeFormDetails: z.string().nullish(),
  capacity: Capacity.partial().optional(),
  source: z
    .looseObject({
      account: z.string().optional(),
      region: z.string().optional(),
      serverGroupName: z.string().optional(),
      asgName: z.string().optional(),
      useSourceCapacity: z.boolean().optional(),
    })
    .optional()
    .describe('The server group to copy from; default: the newest of the cluster.'),
  useSourceCapacity: z.boolean().default(false).describe('As large as its source.'),
  preferSourceCapacity: z.boolean().default(false).describe('As its source, where there is one.'),
  artifactId: z.string().optional().describe('An expected artifact of the pipeline; in place of `artifact`.'),
  enabledBefore: ReplacedGroup.optional().describe('Set by the stage: what the cluster’s traffic went to.'),
});
export type DeploymentContext = z.infer<typeof DeploymentContext>;
type View = StageView<DeploymentContext>;

/** Makes the group and waits until enough of it is up. Source: orca `CreateServerGroupStage`. */
export const deploymentTasks = (
  operation: 'createServerGroup' | 'cloneServerGroup',
): Record<string, Task<DeploymentContext>> => ({
  determineSourceServerGroup: determineSource,
  ...operationTasks<DeploymentContext>(operation, 'monitorDeploy', (stage) => ({
    provider: stage.context.cloudProvider,
    operations: [{ [operation]: newServerGroup(stage, operation) }],
  })),
  waitForUpInstances: waitForUpInstances<DeploymentContext>(({ context }) => deployedGroups(context)),
});

/** The server groups that a stage has made so far. */
function deployedGroups(context: DeploymentContext): GroupName[] {
  const groups = (context['deploy.server.groups'] ?? {}) as Record<string, string[]>;
  const account = accountOf(context);
  return Object.entries(groups).flatMap(([region, names]) =>
    names.map((name) => ({ account, region, name })),
  );
}

const whereOf = (view: View): Context => {
  const { context } = view;
  const { cluster, application, moniker } = newClusterOf(view);
  return {
    cloudProvider: context.cloudProvider,
    credentials: accountOf(context),
    region: locationsOf(context)[0],
    cluster,
    moniker: { app: application, cluster, ...moniker },
  };
};

/** What the cluster's strategy does when the new group is up. */
export function bringIntoService(view: View): Plan {
  const [group] = deployedGroups(view.context);
  if (!group) return [];
  return strategyNamed(view.context.strategy).after({
    options: StrategyOptions.parse(view.context),
    where: whereOf(view),
    deployed: group.name,
    source: view.context.enabledBefore,
  });
}

/**
 * Gives the traffic back to the group that had it, when the cluster says so. Without an old group the new one
 * only leaves the traffic: what has failed must not serve when it recovers by itself. Without a new one there is
 * nothing to undo. Source: orca `CreateServerGroupStage#onFailureStages`.
 */
export function rollBack(view: View): Plan {
  const { context, tasks } = view;
  const [group] = deployedGroups(context);
  const strategy = strategyNamed(context.strategy);
  const where = whereOf(view);
  const source = context.enabledBefore;
  const undo = strategy.onFailure?.({ options: StrategyOptions.parse(context), where, source }) ?? [];
  if (!group) return undo;
  const { name } = group;
  const taskFailed = tasks.some(({ status }) => isFailure(status));
  const goBack = source && {
    type: 'rollbackCluster',
    name: `Rollback ${String(where['cluster'])}`,
    context: {
      ...where,
      regions: [group.region],
      serverGroup: name,
      restoreServerGroupName: source.serverGroupName,
      targetHealthyRollbackPercentage: context.targetHealthyDeployPercentage,
      stageTimeoutMs: 30 * MINUTE_MS,
      additionalRollbackContext: { ...strategy.rollback?.({ taskFailed }), onlyEnabledServerGroups: true },
    },
  };
  const leave = {
    type: 'disableServerGroup',
    name: `Disable ${name}`,
    context: { ...where, serverGroupName: name, asgName: name, stageTimeoutMs: 5 * MINUTE_MS },
  };
  const rollback = context.rollback?.onFailure && (goBack ?? leave);
  const destroy = context.rollback?.destroyLatest && {
    type: 'destroyServerGroup',
    name: `Destroy ${name}`,
    context: { ...where, serverGroupName: name, asgName: name, stageTimeoutMs: 5 * MINUTE_MS },
  };
  // Traffic first: what comes after it may fail.
  return andThen(andThen(inSequence(rollback || undefined), undo), inSequence(destroy || undefined));
}

/** What a run left behind is not what the next one does. */
export const forgetDeployment = (context: Context): Context =>
  Object.fromEntries(
    Object.entries(context)
      .filter(
        ([key]) =>
          !/^(kato\.|deploy\.)|^(deployments|enabledBefore|waitsBecause|lastCapacityCheck)$/.test(key),
      )
      .map(([key, value]) => [key, key === 'capacity' ? (context['savedCapacity'] ?? value) : value]),
  );
