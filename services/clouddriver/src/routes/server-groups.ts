import type { clouddriver, ServerGroup } from '@gennaker/contracts/clouddriver';
import { invalid, notFound, type Handlers } from '@gennaker/kernel';
import { noServerGroup, type Reader } from '../reads/reader.ts';
import { serverGroupSummary } from '../reads/server-group-summary.ts';

type Routes = Handlers<typeof clouddriver.infrastructure>;
type Keys =
  | 'serverGroupsOfApplication'
  | 'serverGroups'
  | 'serverGroup'
  | 'serverGroupOfApplication'
  | 'serverGroupManagers'
  | 'instance'
  | 'console';

const withNames = (group: ServerGroup): ServerGroup => ({
  ...group,
  accountName: group.account,
  stack: group.moniker.stack,
  freeFormDetail: group.moniker.detail,
});
const expanded = (group: ServerGroup) => ({ ...withNames(group), isDisabled: group.disabled });

/** `acct:region:name` with a name that may itself hold colons. */
function placeOf(id: string): { account: string; region: string; name: string } {
  const [account, region, ...rest] = id.split(':');
  if (!account || !region || rest.length === 0) {
    throw invalid(`Expected ids in the format <account>:<region>:<name> but got invalid ids: ${id}`);
  }
  return { account, region, name: rest.join(':') };
}

/** Server groups and their instances. */
export const serverGroupRoutes = (reader: Reader): Pick<Routes, Keys> => ({
  serverGroupsOfApplication: async ({ input: { params, query } }) => {
    const wanted = query.clusters?.split(',').filter((text) => text !== '');
    const groups = await reader.index.serverGroups({ ...params, provider: query.cloudProvider });
    return groups
      .filter(({ account, cluster }) => wanted?.includes(`${account}:${cluster}`) ?? true)
      .map((group) => (query.expand ? expanded(group) : serverGroupSummary(group)));
  },
  serverGroups: async ({ input: { query } }) => {
    const { applications, ids } = query;
    if ((applications === undefined) === (ids === undefined)) {
      throw invalid("Provide either 'applications' or 'ids' parameter (but not both)");
    }
    const filters = ids?.map(placeOf) ?? applications?.map((application) => ({ application })) ?? [];
    const found = await Promise.all(filters.map((filter) => reader.index.serverGroups(filter)));
    return found.flat().map(serverGroupSummary);
  },
  serverGroup: async ({ input: { params } }) => withNames(await reader.serverGroup(params, params.name)),
  serverGroupOfApplication: async ({ input: { params, query } }) => {
    const group = await reader.lastKnownServerGroup(params, params.name);
    if (group.application.toLowerCase() !== params.application.toLowerCase()) {
      throw noServerGroup(params.account, params.region, params.name);
    }
    return query.includeDetails ? withNames(group) : group;
  },
  /** No cloud here has any: they belong to Kubernetes. */
  serverGroupManagers: () => [],
  instance: async ({ input: { params } }) => {
    const { account, region, id } = params;
    const missing = `Instance not found (id: ${id})`;
    const { connection, cloud } = await reader.connection(account, missing);
    const groups = await reader.index.serverGroupsOfInstance(params);
    const instance = cloud.liveReads
      ? await connection.instance(region, id)
      : groups.flatMap(({ instances }) => instances).find(({ name }) => name === id);
    if (!instance) throw notFound(missing);
    const [group] = groups;
    return {
      ...instance,
      account,
      region,
      ...(group ? { serverGroup: group.name, application: group.application, cluster: group.cluster } : {}),
    };
  },
  console: async ({ input: { params, query } }) => {
    const { account, region, id } = params;
    const missing = `Instance not found (id: ${id})`;
    const { connection } = await reader.connection(account, missing);
    const output = await connection.console(region, id, query.lines);
    if (output === undefined) throw notFound(missing);
    return { output };
  },
});
