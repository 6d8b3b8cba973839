import type { clouddriver } from '@gennaker/contracts/clouddriver';
import { notFound, streamOfFeed, type Feed, type Handlers } from '@gennaker/kernel';
import type { CloudDefinition, FoundImage } from '@gennaker/sdk';
import type { Accounts, ConnectedAccount } from '../accounts/accounts.ts';
import type { Front50Client } from '../guards/traffic-guards.ts';
import { projectClusters } from '../reads/project-clusters.ts';
import { search } from '../reads/search.ts';
import type { IndexStore } from '../store/index-store.ts';

type Routes = Handlers<typeof clouddriver.infrastructure>;
type Keys = 'images' | 'search' | 'projectClusters' | 'features' | 'changes';

interface Deps {
  accounts: Accounts;
  clouds: readonly CloudDefinition[];
  index: IndexStore;
  feed: Feed;
  front50: Front50Client;
}

/** What looks across accounts: images, search, projects, changes. */
export const catalogRoutes = ({ accounts, clouds, index, feed, front50 }: Deps): Pick<Routes, Keys> => ({
  images: async ({ input: { params, query } }) => {
    if (!clouds.some(({ name }) => name === params.provider)) {
      throw notFound(`No cloud provider named '${params.provider}' found`);
    }
    const ours = (await accounts.list()).filter(
      ({ record, cloud }) =>
        cloud.name === params.provider && (query.account === undefined || record.name === query.account),
    );
    return imagesOf(ours, { text: query.q, region: query.region });
  },
  search: async ({ input: { query } }) =>
    search(
      {
        text: query.q,
        types: query.type,
        platform: query.platform,
        page: query.page ?? query.pageNumber,
        pageSize: query.pageSize,
      },
      await index.serverGroups({}),
      await index.loadBalancers({}),
    ),
  projectClusters: async ({ input: { params } }) => {
    const project = await front50.projects.get({ params: { idOrName: params.project } });
    const applications = new Set(
      [
        ...(project.config?.applications ?? []),
        ...(project.config?.clusters ?? []).flatMap((c) => c.applications ?? []),
      ].map((name) => name.toLowerCase()),
    );
    const groups = await Promise.all(
      [...applications].map((application) => index.serverGroups({ application })),
    );
    return projectClusters(project, groups.flat());
  },
  features: () =>
    [...new Set(clouds.flatMap(({ operations }) => operations.map(({ type }) => type)))].map((name) => ({
      name,
      enabled: true,
    })),
  changes: ({ input: { query }, lastEventId, signal }) =>
    streamOfFeed(feed, { after: lastEventId, signal, application: query.application }) as never,
});

/** Accounts that cannot be asked are left out, unless all of them cannot. */
async function imagesOf(
  accounts: readonly ConnectedAccount[],
  query: { text?: string; region?: string },
): Promise<FoundImage[]> {
  const asked = await Promise.allSettled(
    accounts.map(async ({ record, connection }) =>
      (await connection.images(query)).map((image): FoundImage => ({ ...image, account: record.name })),
    ),
  );
  const answers = asked.filter((answer) => answer.status === 'fulfilled');
  const [failed] = asked.filter((answer) => answer.status === 'rejected');
  if (failed && answers.length === 0) throw failed.reason;
  return answers.flatMap(({ value }) => value);
}
