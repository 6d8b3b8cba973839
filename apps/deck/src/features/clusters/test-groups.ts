import type { Group } from './infrastructure.ts';

/** A server group for tests: `shop-prod-v001` with instances in these states. */
export function groupOf(name: string, states: readonly string[] = ['Up'], more: Partial<Group> = {}): Group {
  const [, stack, sequence] = /^shop-(\w+)-v(\d+)$/.exec(name) ?? [];
  const count = (state: string) => states.filter((one) => one === state).length;
  return {
    name,
    account: 'local',
    region: 'here',
    cluster: `shop-${stack}`,
    application: 'shop',
    type: 'local',
    cloudProvider: 'local',
    isDisabled: false,
    createdTime: Number(sequence) * 1_000,
    moniker: { app: 'shop', stack, sequence: Number(sequence) },
    buildInfo: { version: `${Number(sequence)}.0` },
    capacity: { min: states.length, max: states.length, desired: states.length },
    instanceCounts: {
      total: states.length,
      up: count('Up'),
      down: count('Down'),
      starting: count('Starting'),
      outOfService: count('OutOfService'),
      unknown: count('Unknown'),
    },
    instances: states.map((healthState, index) => ({
      id: `${name}-${index}`,
      name: `${name}-${index}`,
      healthState,
      health: [
        {
          type: 'Local',
          state: healthState,
          ...(healthState === 'Down' && { description: `answered 503 on port ${index}` }),
        },
      ],
    })),
    ...more,
  };
}
