import type { InstanceCounts, ServerGroup } from '@gennaker/contracts/clouddriver';
import type { Project } from '@gennaker/contracts/front50';
import { groupBy } from './clusters.ts';

type ClusterFilter = NonNullable<NonNullable<Project['config']>['clusters']>[number];

const fits = (wanted: string | null | undefined, actual: string | undefined): boolean =>
  wanted === '*' || (wanted || undefined) === actual;

function total(groups: readonly ServerGroup[]): InstanceCounts {
  const counts = { total: 0, up: 0, down: 0, unknown: 0, outOfService: 0, starting: 0 };
  for (const { instanceCounts } of groups)
    for (const key of Object.keys(counts) as (keyof InstanceCounts)[]) counts[key] += instanceCounts[key];
  return counts;
}
const lastPush = (groups: readonly ServerGroup[]): number =>
  Math.max(...groups.map(({ createdTime }) => createdTime));

interface Build {
  jenkins?: { host?: string; name?: string; number?: string };
  images?: string[];
}

const buildsOf = (groups: readonly ServerGroup[]) =>
  [
    ...groupBy(groups, ({ buildInfo }) =>
      String((buildInfo as Build | undefined)?.jenkins?.number ?? '0'),
    ).entries(),
  ].map(([buildNumber, built]) => {
    const { jenkins, images } = (built[0]?.buildInfo ?? {}) as Build;
    return { host: jenkins?.host, job: jenkins?.name, buildNumber, deployed: lastPush(built), images };
  });

/**
 * What of a project's clusters takes requests.
 * @param groups all server groups of the project's applications
 * Source: clouddriver-web `ProjectClustersService`.
 */
export const projectClusters = (project: Project, groups: readonly ServerGroup[]) =>
  (project.config?.clusters ?? []).map((filter: ClusterFilter) => {
    const applications = filter.applications?.length
      ? filter.applications
      : (project.config?.applications ?? []);
    const members = groups.filter(
      ({ disabled, instanceCounts, account, moniker, application }) =>
        !disabled &&
        instanceCounts.total > 0 &&
        account === filter.account &&
        applications.some((name) => name.toLowerCase() === application.toLowerCase()) &&
        fits(filter.stack, moniker.stack) &&
        fits(filter.detail, moniker.detail),
    );
    return {
      account: filter.account,
      stack: filter.stack,
      detail: filter.detail,
      applications: applications.map((application) => {
        const own = members.filter((group) => group.application.toLowerCase() === application.toLowerCase());
        return {
          application,
          ...(own.length > 0 ? { lastPush: lastPush(own) } : {}),
          clusters: [...groupBy(own, ({ region }) => region).entries()].map(([region, here]) => ({
            region,
            lastPush: lastPush(here),
            instanceCounts: total(here),
            builds: buildsOf(here),
          })),
        };
      }),
      instanceCounts: total(members),
    };
  });
