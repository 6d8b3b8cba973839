import type { QueryClient, QueryKey } from '@tanstack/react-query';
import type { Change } from '@gennaker/contracts/stream';
import type { Appliers } from '../../live/apply-changes.ts';
import { refetchSoon } from '../../live/refetch-soon.ts';
import { changed, type Placed } from './changed.ts';
import type { Balancer, Group } from './infrastructure.ts';
import { keys } from './queries.ts';

const applyTo = <T extends Placed>(client: QueryClient, key: QueryKey, change: Change) =>
  client.setQueryData<readonly T[]>(key, (all) => all && changed(all, change));

function applyServerGroup(client: QueryClient, change: Change): void {
  const { application, id } = change;
  if (application === undefined) return;
  applyTo<Group>(client, keys.groups(application), change);
  for (const [key] of client.getQueriesData({ queryKey: keys.groupsOfAll }))
    applyTo<Group>(client, key, change);
  const [account = '', region = '', name = ''] = id.split(':');
  // What it was launched with is not in the stream.
  const key = keys.group(account, region, name);
  if (change.action === 'upsert' && client.getQueryData(key)) refetchSoon(client, key);
}

function applyLoadBalancer(client: QueryClient, change: Change): void {
  if (change.application !== undefined) applyTo<Balancer>(client, keys.balancers(change.application), change);
}

export const infrastructureAppliers: Appliers = {
  serverGroup: applyServerGroup,
  loadBalancer: applyLoadBalancer,
  account: (client) => refetchSoon(client, keys.accounts, 150),
};
