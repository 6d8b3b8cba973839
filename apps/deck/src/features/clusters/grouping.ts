import type { Group } from './infrastructure.ts';
import { newestFirst } from './versions.ts';

export interface ClusterSection {
  name: string;
  groups: readonly Group[];
}

/** What an account has in a region. */
export interface AccountSection {
  account: string;
  region: string;
  provider: string;
  /** Since when nothing was heard of it, in epoch ms; undefined while it is watched. */
  staleSince?: number;
  clusters: readonly ClusterSection[];
}

/** Accounts and their regions by name, clusters by name, server groups newest first. */
export function sectionsOf(groups: readonly Group[]): AccountSection[] {
  const places = Map.groupBy(groups, ({ account, region }) => `${account}\n${region}`);
  return [...places.values()]
    .map((all) => {
      const { account, region, cloudProvider } = all[0]!;
      const stale = all.filter((one) => one.stale);
      return {
        account,
        region,
        provider: cloudProvider,
        ...(stale.length > 0 && { staleSince: Math.max(...stale.map(({ lastSeen }) => lastSeen ?? 0)) }),
        clusters: [...Map.groupBy(all, ({ cluster }) => cluster)]
          .map(([name, members]) => ({ name, groups: newestFirst(members) }))
          .toSorted((a, b) => a.name.localeCompare(b.name)),
      };
    })
    .toSorted((a, b) => a.account.localeCompare(b.account) || a.region.localeCompare(b.region));
}
