import type { Health, HealthState, Instance, InstanceCounts } from '@gennaker/contracts/clouddriver';

/**
 * What an instance's health providers say together: Up when all that know are Up.
 * Source: clouddriver-aws `AmazonInstance#getHealthState`, the same in most clouds.
 */
export function aggregateHealth(healths: readonly Pick<Health, 'state'>[]): HealthState {
  const known = healths.map(({ state }) => state).filter((state) => state !== 'Unknown');
  if (known.length > 0 && known.every((state) => state === 'Up')) return 'Up';
  for (const state of ['Starting', 'Down', 'OutOfService'] as const) if (known.includes(state)) return state;
  return 'Unknown';
}

/** How many instances are in which state. Succeeded, Failed and Draining count in `total` only. */
export function countInstances(instances: readonly Pick<Instance, 'healthState'>[]): InstanceCounts {
  const count = (state: HealthState) => instances.filter(({ healthState }) => healthState === state).length;
  return {
    total: instances.length,
    up: count('Up'),
    down: count('Down'),
    unknown: count('Unknown'),
    outOfService: count('OutOfService'),
    starting: count('Starting'),
  };
}
