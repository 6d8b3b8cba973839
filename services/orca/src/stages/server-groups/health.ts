import type { Capacity, Instance, ServerGroup } from '@gennaker/contracts/clouddriver';

/** `interestingHealthProviderNames`: absent: all count; empty: every instance counts as healthy. */
export type HealthProviders = readonly string[] | null | undefined;

const healthsOf = ({ health }: Instance, providers: HealthProviders) =>
  providers ? health.filter(({ type }) => providers.includes(type)) : health;

/** Some provider says Up, none says Down or Starting. Source: orca `HealthHelper#someAreUpAndNoneAreDownOrStarting`. */
export function isHealthy(instance: Instance, providers: HealthProviders): boolean {
  if (providers?.length === 0) return true;
  const states = healthsOf(instance, providers).map(({ state }) => state);
  if (states.length === 0) return !providers && instance.healthState === 'Up';
  return states.includes('Up') && !states.includes('Down') && !states.includes('Starting');
}

/** Gets no requests any more. Source: orca `HealthHelper#someAreDownAndNoneAreUp`. */
export const isOutOfTraffic = (instance: Instance, providers: HealthProviders): boolean =>
  instance.healthState !== 'Draining' &&
  !healthsOf(instance, providers).some(({ state }) => state === 'Up' || state === 'Draining');

/** Its cloud has given it up: it did not become healthy in its time, or keeps ending. */
export const isGivenUp = (instance: Instance): boolean =>
  instance.healthState === 'Failed' || instance.failed === true;

export interface Wanted {
  /** As the stage configures it. */
  capacity?: Partial<Capacity> | undefined;
  targetHealthyDeployPercentage?: number | undefined;
  desiredPercentage?: number | undefined;
}

/**
 * How many healthy instances are enough: of what the stage pins (min = max = desired), else of the group's
 * own desired number. Source: orca `WaitForUpInstancesTask#calculateTargetDesired`.
 */
export function neededInstances(group: ServerGroup, wanted: Wanted): number {
  const { capacity, targetHealthyDeployPercentage: healthy, desiredPercentage } = wanted;
  const isPinned =
    capacity?.desired !== undefined && capacity.min === capacity.max && capacity.max === capacity.desired;
  const desired = (isPinned ? capacity.desired : undefined) ?? group.capacity.desired;
  if (desiredPercentage !== undefined) return Math.ceil((desired * desiredPercentage) / 100);
  if (healthy === undefined) return desired;
  const share = Math.round((desired * healthy) / 100);
  return share === 0 && desired > 0 && healthy > 0 ? 1 : share;
}
