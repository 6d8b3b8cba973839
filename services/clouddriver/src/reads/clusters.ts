import type { Cluster, ServerGroup } from '@gennaker/contracts/clouddriver';

/** Server groups by what they have in common, in order of first appearance. */
export function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}

const unique = <T>(items: readonly T[]): T[] => [...new Set(items)];

/** One cluster, of its server groups. `expand` off: their names and facts without instances. */
export function clusterOf(groups: readonly [ServerGroup, ...ServerGroup[]], expand: boolean): Cluster {
  const [{ cluster, account, moniker, type }] = groups;
  const { sequence: _, ...shared } = moniker;
  return {
    name: cluster,
    accountName: account,
    moniker: shared,
    type,
    serverGroups: expand ? [...groups] : groups.map((group) => ({ ...group, instances: [] })),
    loadBalancers: unique(groups.flatMap(({ loadBalancers }) => loadBalancers)).map((name) => ({ name })),
  };
}

/** What `/applications/{application}` says of each cluster. */
export const clusterEntry = (groups: readonly [ServerGroup, ...ServerGroup[]]) => {
  const [{ cluster, cloudProvider, account, moniker }] = groups;
  const { sequence: _, ...shared } = moniker;
  return {
    name: cluster,
    account,
    moniker: shared,
    loadBalancers: unique(groups.flatMap(({ loadBalancers }) => loadBalancers)),
    serverGroups: groups.map(({ name }) => name),
    provider: cloudProvider,
  };
};

export const clustersOf = (groups: readonly ServerGroup[]): [ServerGroup, ...ServerGroup[]][] =>
  [
    ...groupBy(
      groups,
      ({ account, cluster, cloudProvider }) => `${account} ${cloudProvider} ${cluster}`,
    ).values(),
  ] as [ServerGroup, ...ServerGroup[]][];
