import type { LoadBalancer, ServerGroup } from '@gennaker/contracts/clouddriver';
import { clustersOf, groupBy } from './clusters.ts';

type Hit = Record<string, unknown> & { type: string; provider: string };

export interface SearchQuery {
  text: string;
  /** Absent: all. */
  types: readonly string[] | undefined;
  platform: string | undefined;
  page: number;
  pageSize: number;
}

interface Found {
  key: string;
  hit: Hit;
}

const TYPES: Record<string, (groups: readonly ServerGroup[], balancers: readonly LoadBalancer[]) => Found[]> =
  {
    applications: (groups) =>
      [
        ...groupBy(groups, ({ application, cloudProvider }) => `${application} ${cloudProvider}`).values(),
      ].flatMap(([first]) => {
        if (!first) return [];
        const { application, cloudProvider: provider } = first;
        return {
          key: application,
          hit: { type: 'applications', provider, application, url: `/applications/${application}` },
        };
      }),
    clusters: (groups) =>
      clustersOf(groups).map(([{ application, cluster, account, cloudProvider: provider, moniker }]) => ({
        key: cluster,
        hit: {
          type: 'clusters',
          provider,
          application,
          cluster,
          account,
          stack: moniker.stack,
          detail: moniker.detail,
          url: `/applications/${application}/clusters/${account}/${cluster}`,
        },
      })),
    serverGroups: (groups) =>
      groups.map(({ application, cluster, account, region, name, cloudProvider: provider, moniker }) => ({
        key: name,
        hit: {
          type: 'serverGroups',
          provider,
          application,
          cluster,
          account,
          region,
          serverGroup: name,
          stack: moniker.stack,
          detail: moniker.detail,
          sequence: moniker.sequence,
          url: `/applications/${application}/clusters/${account}/${cluster}/${provider}/serverGroups/${name}?region=${region}`,
        },
      })),
    instances: (groups) =>
      groups.flatMap(({ application, account, region, name, cloudProvider: provider, instances }) =>
        instances.map((instance) => ({
          key: instance.name,
          hit: {
            type: 'instances',
            provider,
            application,
            account,
            region,
            serverGroup: name,
            instanceId: instance.name,
            url: `/instances/${account}/${region}/${instance.name}`,
          },
        })),
      ),
    loadBalancers: (_, balancers) =>
      balancers.map(({ name, account, region, cloudProvider: provider, moniker }) => ({
        key: name,
        hit: {
          type: 'loadBalancers',
          provider,
          application: moniker?.app,
          account,
          region,
          loadBalancer: name,
          url: `/${provider}/loadBalancers/${account}/${region}/${name}`,
        },
      })),
  };

/**
 * Finds what has `text` in its name; the earlier it stands there, the better.
 * Source: clouddriver `CatsSearchProvider`, merged into one set with the real platform's name.
 */
export function search(
  { text, types, platform, page, pageSize }: SearchQuery,
  groups: readonly ServerGroup[],
  balancers: readonly LoadBalancer[],
) {
  const wanted = text.toLowerCase();
  const place = ({ key }: Found): number => key.toLowerCase().indexOf(wanted);
  const hits = Object.entries(TYPES)
    .filter(([type]) => types?.includes(type) ?? true)
    .flatMap(([, find]) => find(groups, balancers))
    .filter((found) => place(found) >= 0 && (platform === undefined || found.hit.provider === platform))
    .sort((a, b) => place(a) - place(b) || a.key.localeCompare(b.key));
  return [
    {
      totalMatches: hits.length,
      pageNumber: page,
      pageSize,
      platform: platform ?? [...new Set(hits.map(({ hit }) => hit.provider))].join(','),
      query: text,
      results: hits.slice((page - 1) * pageSize, page * pageSize).map(({ hit }) => hit),
    },
  ];
}
