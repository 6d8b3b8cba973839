import type { Moniker, ServerGroup } from '@gennaker/contracts/clouddriver';
import { invalid } from '@gennaker/kernel';
import { z } from 'zod';

const pattern = z.string().nullish();

/** One entry of an application's `trafficGuards`; `*` matches anything, no stack or detail means none. */
export const TrafficGuard = z.looseObject({
  account: z.string(),
  location: z.string(),
  stack: pattern,
  detail: pattern,
  enabled: z.boolean().default(true),
});
export type TrafficGuard = z.infer<typeof TrafficGuard>;

export interface GuardedCluster {
  name: string;
  account: string;
  location: string;
  moniker: Pick<Moniker, 'stack' | 'detail'>;
}

const matches = (wanted: string | null | undefined, actual: string | undefined): boolean =>
  wanted === '*' || (wanted ?? '') === (actual ?? '');

/** Whether one of the guards is for this cluster. Source: kork `ClusterMatcher`. */
export const isGuarded = (guards: readonly TrafficGuard[], cluster: GuardedCluster): boolean =>
  guards.some(
    ({ enabled, account, location, stack, detail }) =>
      enabled &&
      matches(account, cluster.account) &&
      matches(location, cluster.location) &&
      matches(stack, cluster.moniker.stack) &&
      matches(detail, cluster.moniker.detail),
  );

export interface Leaving {
  /** `Disabling`, `Removal of` …: begins the message. */
  verb: string;
  /** Names of server groups that lose instances. */
  serverGroups: readonly string[];
  /** Only these instances of theirs; absent: all. */
  instanceIds?: readonly string[] | undefined;
}

type Group = Pick<ServerGroup, 'name' | 'disabled' | 'instances' | 'capacity'>;
const upIn = ({ instances }: Group, only?: readonly string[]): number =>
  instances.filter(({ healthState, name }) => healthState === 'Up' && (only?.includes(name) ?? true)).length;

/**
 * Refuses what would leave a guarded cluster with too few instances up.
 *
 * @param groups all server groups of the cluster in its location, as they are now
 * @param minCapacityRatio what must stay up, 0 ≤ ratio < 0.5
 * @throws AppError `invalid`
 * Source: kork `TrafficGuard#verifyTrafficRemoval`.
 */
export function verifyTrafficRemoval(
  cluster: GuardedCluster,
  groups: readonly Group[],
  leaving: Leaving,
  minCapacityRatio = 0,
): void {
  const enabled = groups.filter(({ disabled }) => !disabled);
  const going = enabled.filter(({ name }) => leaving.serverGroups.includes(name));
  if (going.length === 0) return;
  const current = sum(enabled.map((group) => upIn(group)));
  const future = current - sum(going.map((group) => upIn(group, leaving.instanceIds)));
  if (current === 0) return;
  if (future > 0 && going.length > 1 && allPinnedAlike(going)) return;
  if (future / current > minCapacityRatio) return;
  const left =
    future === 0
      ? 'with no instances up.'
      : `with ${future} instances up (${percent(future / current)} of ${current} instances currently up). The configured minimum is ${percent(minCapacityRatio)}.`;
  throw invalid(
    `This cluster ('${cluster.name}' in ${cluster.account}/${cluster.location}) has traffic guards enabled. ` +
      `${leaving.verb} [${going.map(({ name }) => name).join(', ')}] would leave the cluster ${left}`,
  );
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
const percent = (ratio: number): string => `${(ratio * 100).toFixed(1)}%`;

function allPinnedAlike(groups: readonly Group[]): boolean {
  const [first] = groups;
  return groups.every(
    ({ capacity: { min, max, desired } }) =>
      min === max && min === desired && desired === first?.capacity.desired,
  );
}
