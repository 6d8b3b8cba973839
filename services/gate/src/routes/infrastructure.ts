import type { gate } from '@gennaker/contracts/gate';
import { AppError, invalid, notFound, type Handlers } from '@gennaker/kernel';
import type { Clients } from '../clients.ts';

const isMissing = (error: unknown): boolean => error instanceof AppError && error.code === 'notFound';

/** An answer for what is not there, where clients expect one. */
const ifMissing =
  <T>(instead: T) =>
  (error: unknown): T => {
    if (isMissing(error)) return instead;
    throw error;
  };

/** Gate's own words for what is not there. */
const missingAs =
  (text: string) =>
  (error: unknown): never => {
    throw isMissing(error) ? notFound(text) : error;
  };

/** Shorter queries match too much. Source: gate-api §10. */
const SHORTEST_QUERY = 3;

/** What is deployed, as Clouddriver knows it. */
export function infrastructureRoutes({ clouddriver }: Clients): Handlers<typeof gate.infrastructure> {
  const { infrastructure } = clouddriver;
  const clusterOf = (params: { application: string; account: string; cluster: string }) =>
    infrastructure.clusterOfAnyProvider({ params, query: { expand: true } });

  return {
    clusters: ({ input: { params } }) => infrastructure.clusters({ params }),
    clustersOfAccount: ({ input: { params } }) => infrastructure.clustersOfAccount({ params }),
    cluster: ({ input: { params } }) => clusterOf(params).catch(ifMissing([])),
    clusterLoadBalancers: async ({ input: { params } }) =>
      (await clusterOf(params))
        .filter(({ type }) => type === params.type)
        .flatMap(({ loadBalancers }) => loadBalancers),
    clusterServerGroups: async ({ input: { params } }) =>
      (await clusterOf(params)).flatMap(({ serverGroups }) => serverGroups),
    clusterServerGroup: async ({ input: { params } }) =>
      (await clusterOf(params))
        .flatMap(({ serverGroups }) => serverGroups)
        .filter(({ name }) => name === params.serverGroup),
    target: ({ input: { params, query } }) => {
      const { cloudProvider, application, account, cluster, scope, target } = params;
      return infrastructure
        .target({ params: { ...params, provider: cloudProvider }, query })
        .catch(
          missingAs(
            `unable to find ${target} in ${cloudProvider}/${account}/${scope}/${cluster} of ${application}`,
          ),
        );
    },
    serverGroups: ({ input: { params, query } }) =>
      infrastructure.serverGroupsOfApplication({ params, query }),
    serverGroupsByIds: ({ input: { query } }) => {
      if (!query.applications === !query.ids)
        throw invalid("Provide either 'applications' or 'ids' parameter (but not both)");
      return infrastructure.serverGroups({ query });
    },
    serverGroup: ({ input: { params, query } }) =>
      infrastructure
        .serverGroupOfApplication({ params, query })
        .catch(missingAs(`Server group not found (id: ${params.name})`)),
    serverGroupManagers: ({ input: { params } }) => infrastructure.serverGroupManagers({ params }),
    loadBalancersOfApplication: ({ input: { params } }) =>
      infrastructure.loadBalancersOfApplication({ params }),
    loadBalancers: ({ input: { query } }) =>
      infrastructure.loadBalancers({ params: { provider: query.provider } }),
    loadBalancer: ({ input: { params, query } }) =>
      infrastructure.loadBalancer({ params: { ...params, provider: query.provider } }).catch(ifMissing([])),
    instance: ({ input: { params } }) => infrastructure.instance({ params }),
    console: ({ input: { params, query } }) =>
      infrastructure.console({ params, query: { cloudProvider: query.provider, lines: query.lines } }),
    images: ({ input: { query } }) => infrastructure.images({ params: { provider: query.provider }, query }),
    search: async ({ input: { query } }) => {
      if (!query.type) throw new AppError('invalid', "Required parameter 'type' is not present.");
      if (query.q.length < SHORTEST_QUERY && !query.allowShortQuery) return [];
      const { q, type, platform, pageSize, page } = query;
      return infrastructure.search({
        query: { q, type, platform: platform || undefined, pageSize, pageNumber: page },
      });
    },
  };
}

/** Cloud accounts. An unknown one is 404 (Spinnaker: an empty 200), on which alone `spin` says «not found». */
export const credentialRoutes = ({
  clouddriver: { credentials },
}: Clients): Handlers<typeof gate.credentials> => ({
  list: async ({ input: { query } }) =>
    (await credentials.list({ query })).map((account) => ({ ...account, authorized: true })),
  get: ({ input: { params } }) => credentials.get({ params }),
  create: ({ input: { body } }) => credentials.create({ body }),
  update: ({ input: { body } }) => credentials.update({ body }),
  delete: ({ input: { params } }) => credentials.delete({ params }),
});
