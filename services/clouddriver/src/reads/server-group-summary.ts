import type { ServerGroup, ServerGroupSummary } from '@gennaker/contracts/clouddriver';

const some = (key: string, value: Record<string, unknown>) =>
  Object.keys(value).length > 0 ? { [key]: value } : {};

/** A server group in lists and streams. Source: clouddriver-web `ServerGroupViewModel`. */
export const serverGroupSummary = (group: ServerGroup): ServerGroupSummary => ({
  name: group.name,
  account: group.account,
  region: group.region,
  cluster: group.cluster,
  application: group.application,
  type: group.type,
  cloudProvider: group.cloudProvider,
  isDisabled: group.disabled,
  moniker: group.moniker,
  buildInfo: group.buildInfo,
  createdTime: group.createdTime,
  capacity: group.capacity,
  instances: group.instances.map(({ name, humanReadableName, healthState, launchTime, zone, health }) => ({
    id: name,
    name: humanReadableName ?? name,
    healthState,
    launchTime,
    availabilityZone: zone,
    health,
  })),
  instanceCounts: group.instanceCounts,
  loadBalancers: group.loadBalancers,
  securityGroups: group.securityGroups,
  ...some('tags', group.tags),
  ...some('labels', group.labels),
  ...(group.lastSeen === undefined ? {} : { lastSeen: group.lastSeen }),
  ...(group.stale ? { stale: true } : {}),
});
