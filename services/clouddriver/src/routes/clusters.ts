import type { clouddriver, ServerGroup } from '@gennaker/contracts/clouddriver';
import { notFound, type Handlers } from '@gennaker/kernel';
import { clusterOf } from '../reads/clusters.ts';
import { summaryOf } from '../reads/image-summary.ts';
import type { ClusterPath, Reader } from '../reads/reader.ts';
import { resolveTarget } from '../reads/target.ts';

type Routes = Handlers<typeof clouddriver.infrastructure>;
type Keys =
  | 'clusterOfAnyProvider'
  | 'cluster'
  | 'clusterServerGroups'
  | 'clusterServerGroup'
  | 'target'
  | 'targetSummary';

interface TargetPath extends ClusterPath {
  scope: string;
  target: string;
}

/** One cluster and what is in it: what stages decide by, so it is fresh (see `Reader`). */
export const clusterRoutes = (reader: Reader, providers: readonly string[]): Pick<Routes, Keys> => {
  const noCluster = ({ application, account, cluster }: Omit<ClusterPath, 'provider'>) =>
    notFound(`Cluster not found (application: ${application}, account: ${account}, name: ${cluster})`);
  const isHere = (group: ServerGroup, scope: string): boolean =>
    group.region === scope || group.zones.includes(scope);

  const target = async (
    path: TargetPath,
    { onlyEnabled, validateOldest }: { onlyEnabled: boolean; validateOldest: boolean },
  ): Promise<ServerGroup> => {
    const { account, scope, cluster, provider } = path;
    const candidates = (await reader.cluster(path)).filter(
      (group) => isHere(group, scope) && group['destroying'] !== true && !(onlyEnabled && group.disabled),
    );
    if (candidates.length === 0) {
      throw notFound(
        `No server groups found (account: ${account}, location: ${scope}, cluster: ${cluster}, type: ${provider})`,
      );
    }
    return resolveTarget(candidates, { target: path.target, scope, validateOldest });
  };

  return {
    clusterOfAnyProvider: async ({ input: { params, query } }) => {
      const found = await Promise.all(providers.map((provider) => reader.cluster({ ...params, provider })));
      const clusters = found.flatMap(([first, ...rest]) =>
        first ? [clusterOf([first, ...rest], query.expand)] : [],
      );
      if (clusters.length === 0) throw noCluster(params);
      return clusters;
    },
    cluster: async ({ input: { params, query } }) => {
      const [first, ...rest] = await reader.cluster(params);
      if (!first) throw noCluster(params);
      return clusterOf([first, ...rest], query.expand);
    },
    clusterServerGroups: async ({ input: { params, query } }) => {
      const groups = await reader.cluster(params);
      if (groups.length === 0) throw noCluster(params);
      const here = groups.filter(({ region }) => query.region === undefined || region === query.region);
      return query.expand ? here : here.map((group) => ({ ...group, instances: [] }));
    },
    clusterServerGroup: async ({ input: { params, query } }) => {
      const named = (await reader.cluster(params)).filter(({ name }) => name === params.serverGroup);
      const here = named.filter(({ region }) => query.region === undefined || region === query.region);
      const [first] = here;
      if (!first) {
        throw notFound(
          `Server group not found (account: ${params.account}, name: ${params.serverGroup}, type: ${params.provider})`,
        );
      }
      return query.region === undefined ? here : first;
    },
    target: ({ input: { params, query } }) => target(params, query),
    targetSummary: async ({ input: { params, query } }) =>
      summaryOf(await target(params, { ...query, validateOldest: false }), params.summary),
  };
};
