import type { clouddriver } from '@gennaker/contracts/clouddriver';
import { notFound, type Handlers } from '@gennaker/kernel';
import { groupBy } from '../reads/clusters.ts';
import type { Reader } from '../reads/reader.ts';

type Routes = Handlers<typeof clouddriver.infrastructure>;

/** Load balancers: those of an application or a cloud from the index, one of them fresh. */
export const loadBalancerRoutes = (
  reader: Reader,
  providers: readonly string[],
): Pick<Routes, 'loadBalancersOfApplication' | 'loadBalancers' | 'loadBalancer'> => {
  const known = (provider: string): string => {
    if (providers.includes(provider)) return provider;
    throw notFound(`No cloud provider named '${provider}' found; there are: ${providers.join(', ')}`);
  };
  return {
    loadBalancersOfApplication: ({ input: { params } }) => reader.index.loadBalancers(params),
    loadBalancers: async ({ input: { params } }) => {
      const all = await reader.index.loadBalancers({ provider: known(params.provider) });
      return [...groupBy(all, ({ name }) => name)].map(([name, same]) => ({
        name,
        accounts: [...groupBy(same, ({ account }) => account)].map(([account, own]) => ({
          name: account,
          regions: [...groupBy(own, ({ region }) => region)].map(([region, here]) => ({
            name: region,
            loadBalancers: here,
          })),
        })),
      }));
    },
    loadBalancer: ({ input: { params } }) => reader.loadBalancer(params, params.name, known(params.provider)),
  };
};
