import { setTimeout as sleep } from 'node:timers/promises';
import type { StreamEvent } from '@gennaker/contracts/stream';
import { messageOf, unavailable } from '@gennaker/kernel';
import type { IndexEntity, IndexEvent } from '@gennaker/sdk';
import { ifThere } from '../accounts/if-there.ts';
import type { LocalAccount } from '../accounts/local-account.ts';
import { REGION } from '../accounts/region.ts';
import { loadBalancerOf } from './load-balancer.ts';
import { Pending } from './pending.ts';
import { serverGroupOf } from './server-group.ts';

/** A start of several instances is one change, not twenty; short enough not to be seen. */
const TOGETHER_MS = 50;
/** An event id of no agent: its stream then begins with `reset`, after which nothing is missed. */
const BEFORE_ALL = '0-0';

/**
 * What the agent runs, and what changes. Its events say which things changed; those are read again, so
 * that what is written is what is, whatever order events came in.
 */
export async function* followAgent(account: LocalAccount, signal: AbortSignal): AsyncGenerator<IndexEvent> {
  const pending = new Pending();
  const ended = new AbortController();
  const both = AbortSignal.any([signal, ended.signal]);
  const events = await account.call((client) =>
    client.system.events(undefined, { signal: both, lastEventId: BEFORE_ALL }),
  );
  const watching = noteTraffic(account, pending, both);
  const listening = note(events, pending).then(
    () => pending.end(signal.aborted ? undefined : unavailable('the local agent has ended')),
    (error: unknown) => pending.end(signal.aborted ? undefined : lost(error)),
  );
  try {
    while (await pending.some()) {
      await sleep(TOGETHER_MS);
      const { everything, serverGroups, goneLoadBalancers } = pending.take();
      yield everything ? await snapshot(account) : await changes(account, serverGroups, goneLoadBalancers);
    }
  } finally {
    ended.abort();
    await Promise.all([listening, watching]);
  }
}

const lost = (cause: unknown) =>
  unavailable(`the local agent cannot be followed: ${messageOf(cause)}`, { cause });

async function note(events: AsyncIterable<StreamEvent>, pending: Pending): Promise<void> {
  for await (const event of events) {
    if (event.kind === 'reset' || !('action' in event)) pending.everything();
    else if (event.kind === 'serverGroup') pending.changed(event.id);
    else if (event.kind === 'instance') pending.changed(event.id.slice(0, event.id.lastIndexOf('-')));
    else if (event.action === 'delete') pending.gone(event.id);
    else pending.changed(undefined);
  }
}

/** What goes through load balancers is part of them. */
async function noteTraffic(account: LocalAccount, pending: Pending, signal: AbortSignal): Promise<void> {
  try {
    const traffic = await account.call((client) => client.loadBalancers.trafficStream(undefined, { signal }));
    for await (const _figures of traffic) pending.changed(undefined);
  } catch (error) {
    if (!signal.aborted) pending.end(lost(error));
  }
}

async function snapshot(account: LocalAccount): Promise<IndexEvent> {
  const groups = await account.call((client) => client.serverGroups.list({ query: {} }));
  const serverGroups = groups.map((group): IndexEntity => ({
    kind: 'serverGroup',
    value: serverGroupOf(account.name, group),
  }));
  return { kind: 'snapshot', entities: [...serverGroups, ...(await loadBalancers(account))] };
}

/** Load balancers show the instances behind them: all are read again, and written where they differ. */
async function changes(
  account: LocalAccount,
  names: string[],
  goneLoadBalancers: string[],
): Promise<IndexEvent> {
  const found = await Promise.all(
    names.map((name) => account.call((client) => ifThere(client.serverGroups.get({ params: { name } })))),
  );
  const entities = await loadBalancers(account);
  const there = new Set(entities.map(({ value }) => value.name));
  const gone: Extract<IndexEvent, { kind: 'changes' }>['gone'] = goneLoadBalancers
    .filter((name) => !there.has(name))
    .map((name) => ({ kind: 'loadBalancer', region: REGION, name }));
  for (const [index, group] of found.entries()) {
    if (group) entities.push({ kind: 'serverGroup', value: serverGroupOf(account.name, group) });
    else gone.push({ kind: 'serverGroup', region: REGION, name: names[index] as string });
  }
  return { kind: 'changes', entities, gone };
}

async function loadBalancers(account: LocalAccount): Promise<IndexEntity[]> {
  const balancers = await account.call((client) => client.loadBalancers.list());
  return balancers.map((balancer) => ({
    kind: 'loadBalancer',
    value: loadBalancerOf(account.name, balancer),
  }));
}
