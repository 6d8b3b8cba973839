import type { QueryClient, QueryKey } from '@tanstack/react-query';
import type { Change } from '@gennaker/contracts/stream';
import type { Appliers } from '../../live/apply-changes.ts';
import { refetchSoon } from '../../live/refetch-soon.ts';
import { keyOf, type Balancer, type Group } from './infrastructure.ts';
import { keys } from './queries.ts';

interface Placed {
  account: string;
  region: string;
  name: string;
}

/** A list with one thing changed in place, added or taken out. What the stream says was seen just now. */
export function changed<T extends Placed>(all: readonly T[], { id, action, value, at }: Change): T[] {
  if (action === 'delete') return all.filter((one) => keyOf(one) !== id);
  const next = { ...(value as T), lastSeen: at, stale: undefined };
  return all.some((one) => keyOf(one) === id)
    ? all.map((one) => (keyOf(one) === id ? next : one))
    : [...all, next];
}

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
