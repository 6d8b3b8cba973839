import type { Account, LoadBalancer, ServerGroupSummary } from '@gennaker/contracts/clouddriver';
import { healthOf, type Health } from '../../ui/health.ts';

/** An instance as lists have it. */
export interface GroupInstance {
  id: string;
  name: string;
  healthState: string;
  launchTime?: number;
  availabilityZone?: string;
  health: readonly { type: string; state: string; description?: string }[];
}

/** A server group as lists and the stream have it. */
export interface Group extends ServerGroupSummary {
  application: string;
  moniker?: { app: string; stack?: string; detail?: string; cluster?: string; sequence?: number };
  buildInfo?: { version?: string; package_name?: string };
  instances: readonly GroupInstance[];
  loadBalancers?: readonly string[];
  /** Epoch ms of the last contact with its account. */
  lastSeen?: number;
  /** Its account cannot be reached: this is the last known state. */
  stale?: boolean;
}

/** What went through: counts since the start, rates and latencies of the last 10 s. */
export interface TrafficFigures {
  requests: number;
  errors: number;
  rps: number;
  errorsPerSecond: number;
  /** Null without requests. */
  p50Ms: number | null;
  p95Ms: number | null;
}

/** A server group behind a load balancer. */
export type BackEnd = LoadBalancer['serverGroups'][number] & {
  weight?: number;
  /** 0 to 1. */
  trafficShare?: number;
  traffic?: TrafficFigures;
};

export interface Balancer extends LoadBalancer {
  serverGroups: BackEnd[];
  traffic?: TrafficFigures;
  urls?: readonly string[];
  listeners?: readonly { port: number; protocol: string }[];
  open?: boolean;
  /** Why it does not listen. */
  reason?: string;
  createdTime?: number;
  lastSeen?: number;
  stale?: boolean;
}

/** An account, and whether this person may change what is in it. */
export type KnownAccount = Account & { authorized?: boolean };

/** The key of a thing in the stream. */
export const keyOf = ({ account, region, name }: { account: string; region: string; name: string }): string =>
  `${account}:${region}:${name}`;

/** Health on screen: what failed is down, what has ended serves nobody. */
export function healthOfInstance({ healthState }: { healthState: string }): Health {
  if (healthState === 'Failed') return 'Down';
  if (healthState === 'Succeeded') return 'OutOfService';
  return healthOf(healthState);
}

/** How many instances there are in each state. */
export function healthCounts(groups: readonly Pick<Group, 'instances'>[]): Map<Health, number> {
  const counts = new Map<Health, number>();
  for (const { instances } of groups)
    for (const instance of instances) {
      const health = healthOfInstance(instance);
      counts.set(health, (counts.get(health) ?? 0) + 1);
    }
  return counts;
}

/** Squares in a stable order: zone, then name. */
export const squaresOf = ({ instances }: Pick<Group, 'instances'>) =>
  instances
    .toSorted(
      (a, b) =>
        (a.availabilityZone ?? '').localeCompare(b.availabilityZone ?? '') || a.name.localeCompare(b.name),
    )
    .map((instance) => ({ id: instance.id, name: instance.name, health: healthOfInstance(instance) }));
