import { keyOf, type Balancer, type Group, type TrafficFigures } from './infrastructure.ts';

export interface Share {
  balancer: Balancer;
  /** 0 to 1; undefined when the balancer does not say. */
  share: number | undefined;
  weight: number | undefined;
  traffic: TrafficFigures | undefined;
}

/** For each server group, by its key, its share of each load balancer that it stands behind. */
export function sharesOf(balancers: readonly Balancer[]): Map<string, Share[]> {
  const shares = new Map<string, Share[]>();
  for (const balancer of balancers)
    for (const {
      name,
      account = balancer.account,
      region = balancer.region,
      trafficShare,
      weight,
      traffic,
    } of balancer.serverGroups) {
      const key = keyOf({ account, region, name });
      shares.set(key, [...(shares.get(key) ?? []), { balancer, share: trafficShare, weight, traffic }]);
    }
  return shares;
}

/** The largest share that a server group has of a load balancer; undefined when none is known. */
export function largestShare(shares: readonly Share[] | undefined): number | undefined {
  const known = shares?.flatMap(({ share }) => share ?? []) ?? [];
  return known.length > 0 ? Math.max(...known) : undefined;
}

/** Requests per second that a server group answers, over all its load balancers; undefined when none says so. */
export function requestRate(shares: readonly Share[] | undefined): number | undefined {
  const known = shares?.flatMap(({ traffic }) => traffic?.rps ?? []) ?? [];
  return known.length > 0 ? known.reduce((sum, rps) => sum + rps, 0) : undefined;
}

/** `0`, `3.4`, `412`: a tenth below ten. */
export const rate = (perSecond: number): string =>
  perSecond > 0 && perSecond < 9.95 ? perSecond.toFixed(1) : Math.round(perSecond).toLocaleString('en');

/** The new one of a pair that both serve: traffic moves towards it. */
export function isArriving(group: Group, newestFirst: readonly Group[]): boolean {
  const serving = newestFirst.filter(({ isDisabled }) => !isDisabled);
  return serving.length > 1 && serving[0] === group;
}
