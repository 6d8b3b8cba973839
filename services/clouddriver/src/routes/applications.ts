import type { clouddriver, ServerGroup } from '@gennaker/contracts/clouddriver';
import { notFound, type Handlers } from '@gennaker/kernel';
import { clusterEntry, clustersOf, groupBy } from '../reads/clusters.ts';
import type { IndexStore } from '../store/index-store.ts';

type Routes = Handlers<typeof clouddriver.infrastructure>;

const namesByAccount = (groups: readonly ServerGroup[]): Record<string, string[]> =>
  Object.fromEntries(
    [...groupBy(groups, ({ account }) => account)].map(([account, own]) => [
      account,
      [...new Set(own.map(({ cluster }) => cluster))],
    ]),
  );

/** Applications as far as something of them is deployed; from the index. */
export const applicationRoutes = (
  index: IndexStore,
): Pick<Routes, 'applications' | 'application' | 'clusters' | 'clustersOfAccount'> => ({
  applications: async ({ input: { query } }) => {
    const groups = await index.serverGroups({});
    return [
      ...groupBy(groups, ({ application, cloudProvider }) => `${application.toLowerCase()} ${cloudProvider}`),
    ]
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([, own]) => {
        const [{ application, cloudProvider }] = own as [ServerGroup];
        return {
          name: application,
          attributes: { name: application, cloudProviders: cloudProvider },
          ...(query.expand ? { clusterNames: namesByAccount(own) } : {}),
        };
      });
  },
  application: async ({ input: { params } }) => {
    const groups = await index.serverGroups(params);
    const balancers = await index.loadBalancers(params);
    if (groups.length + balancers.length === 0) {
      throw notFound(`Application does not exist (name: ${params.application})`);
    }
    const providers = new Set([...groups, ...balancers].map(({ cloudProvider }) => cloudProvider));
    const name = groups[0]?.application ?? balancers[0]?.moniker?.app ?? params.application;
    return {
      name,
      attributes: { name, cloudProviders: [...providers].join(',') },
      clusters: Object.fromEntries(
        [...groupBy(groups, ({ account }) => account)].map(([account, own]) => [
          account,
          clustersOf(own).map(clusterEntry),
        ]),
      ),
    };
  },
  clusters: async ({ input: { params } }) => namesByAccount(await index.serverGroups(params)),
  clustersOfAccount: async ({ input: { params } }) => {
    const groups = await index.serverGroups(params);
    if (groups.length === 0) {
      throw notFound(`No clusters found (application: ${params.application}, account: ${params.account})`);
    }
    return clustersOf(groups).map(clusterEntry);
  },
});
