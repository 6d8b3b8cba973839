import type { Capacity, ServerGroup } from '@gennaker/contracts/clouddriver';
import type { Context } from '@gennaker/contracts/orca';
import { invalid } from '@gennaker/kernel';
import { clusterName, parseName, succeeded, type StageView, type Task } from '@gennaker/sdk';
import { strategyNamed } from '../../strategies/index.ts';
import type { DeploymentContext } from './deployment.ts';
import { accountOf, locationsOf } from './place.ts';
import { groupNow, groupsOfCluster } from './reading.ts';

const EMPTY = { min: 0, max: 0, desired: 0 };

/** The cluster that a new server group will belong to. */
export function newClusterOf({ context, execution }: StageView<DeploymentContext>) {
  const copied = context.source?.serverGroupName ?? context.source?.asgName;
  const named = copied === undefined ? undefined : parseName(copied);
  const isNamed = context.application !== undefined || context.moniker?.app !== undefined;
  const application = context.application ?? context.moniker?.app ?? named?.app ?? execution.application;
  const stack = context.stack ?? context.moniker?.stack ?? (isNamed ? undefined : named?.stack);
  const detail = context.freeFormDetails ?? context.moniker?.detail ?? (isNamed ? undefined : named?.detail);
  const cluster = clusterName({ app: application, stack: stack || undefined, detail: detail || undefined });
  return { application, cluster, moniker: { ...(stack && { stack }), ...(detail && { detail }) } };
}

/**
 * Looks, before anything changes, at what the cluster's traffic goes to now, and at what is copied.
 * Source: orca `DetermineSourceServerGroupTask`.
 */
export const determineSource: Task<DeploymentContext> = {
  timeoutMs: 5 * 60 * 1_000,
  effect: async (stage, { clouddriver }) => {
    const { context } = stage;
    const account = accountOf(context);
    const [region = ''] = locationsOf(context);
    const { application, cluster } = newClusterOf(stage);
    const inCluster = { application, account, cluster, provider: context.cloudProvider };
    const groups = (await groupsOfCluster(clouddriver, inCluster)).filter((group) => group.region === region);
    const before = servingOf(groups);

    const given = context.source?.serverGroupName ?? context.source?.asgName;
    const source =
      given === undefined
        ? (before ?? groups[0])
        : await groupNow(clouddriver, {
            account: context.source?.account ?? account,
            region: context.source?.region ?? region,
            name: given,
          });
    if (given !== undefined && !source)
      throw invalid(
        `source: server group ${given} does not exist in ${account}/${region}; name one that does`,
      );
    return succeeded({
      context: {
        enabledBefore: before && { serverGroupName: before.name, capacity: before.capacity },
        source: source && { ...context.source, ...asSource(source) },
        ...capacityFor(context, source, cluster),
      },
    });
  },
};

const asSource = ({ account, region, name }: ServerGroup): Context => ({
  account,
  region,
  serverGroupName: name,
  asgName: name,
});

/** The newest that takes traffic: with healthy instances if there is such a one. */
function servingOf(newestFirst: readonly ServerGroup[]): ServerGroup | undefined {
  const enabled = newestFirst.filter(({ disabled }) => !disabled);
  return enabled.find(({ instanceCounts }) => instanceCounts.up > 0) ?? enabled[0];
}

function capacityFor(context: DeploymentContext, source: ServerGroup | undefined, cluster: string): Context {
  const copies = context.useSourceCapacity || context.source?.useSourceCapacity === true;
  if (copies && !source && !context.preferSourceCapacity)
    throw invalid(
      `useSourceCapacity: cluster ${cluster} has no server group to take the capacity from; give a capacity, or set preferSourceCapacity`,
    );
  const copied = (copies || context.preferSourceCapacity) && source ? sizeOf(source.capacity) : undefined;
  const capacity = copied ?? context.savedCapacity ?? context.capacity;
  if (strategyNamed(context.strategy).startsEmpty)
    return { capacity: EMPTY, savedCapacity: capacity ?? (source && sizeOf(source.capacity)) };
  return copied ? { capacity: copied } : {};
}

const sizeOf = ({ min, max, desired }: Capacity) => ({ min, max, desired });
