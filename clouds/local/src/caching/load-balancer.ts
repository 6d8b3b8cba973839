import type { AgentLoadBalancer, Traffic } from '@gennaker/contracts/agent';
import type { LoadBalancer } from '@gennaker/contracts/clouddriver';
import { monikerOf } from '@gennaker/sdk';

type Behind = AgentLoadBalancer['serverGroups'][number];

/** A load balancer of the agent in Clouddriver's words, with each server group's share of the traffic. */
export function loadBalancerOf(account: string, balancer: AgentLoadBalancer): LoadBalancer {
  const { name, application, listeners, weights, open, reason, createdTime, labels, serverGroups } = balancer;
  const { traffic, load } = balancer;
  const moniker = monikerOf(name);
  const shares = sharesOf(serverGroups, weights);
  return {
    name,
    moniker: application === undefined ? moniker : { ...moniker, app: application },
    type: 'local',
    cloudProvider: 'local',
    account,
    region: 'localhost',
    listeners,
    urls: listeners.map(({ port }) => `http://localhost:${port}`),
    weights,
    open,
    reason,
    createdTime,
    labels,
    traffic: traffic && figuresOf(traffic),
    load,
    serverGroups: serverGroups.map((group) => ({
      name: group.name,
      account,
      region: 'localhost',
      cloudProvider: 'local',
      isDisabled: group.disabled,
      weight: group.weight,
      trafficShare: shares.get(group.name) ?? 0,
      traffic: figuresOf(traffic?.serverGroups[group.name] ?? NO_TRAFFIC),
      detachedInstances: [],
      instances: group.instances.map(({ id, port, healthState, inRotation }) => ({
        id,
        name: id,
        zone: 'localhost',
        port,
        health: { type: 'LoadBalancer', state: inRotation ? 'InService' : 'OutOfService', healthState },
      })),
    })),
  };
}

const NO_TRAFFIC = { requests: 0, errors: 0, rps: 0, errorsPerSecond: 0, p50Ms: null, p95Ms: null };

/** Counted since the agent started; rates and latencies are of the last 10 s. */
const figuresOf = ({
  requests,
  errors,
  rps,
  errorsPerSecond,
  p50Ms,
  p95Ms,
}: Omit<Traffic, 'inFlight' | 'retries' | 'p99Ms'>) => ({
  requests,
  errors,
  rps,
  errorsPerSecond,
  p50Ms,
  p95Ms,
});

/** Between 0 and 1, as the agent's proxy spreads requests: by weight, or evenly over instances without any. */
function sharesOf(groups: readonly Behind[], weights: Record<string, number>): Map<string, number> {
  const weighted = Object.keys(weights).length > 0;
  const parts = groups.map(({ name, weight, instances }): [string, number] => {
    const ready = instances.filter(({ inRotation }) => inRotation).length;
    return [name, ready === 0 ? 0 : weighted ? weight : ready];
  });
  const total = parts.reduce((sum, [, part]) => sum + part, 0);
  return new Map(parts.map(([name, part]) => [name, total === 0 ? 0 : part / total]));
}
