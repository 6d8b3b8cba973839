import { basename } from 'node:path';
import type { AgentServerGroup } from '@gennaker/contracts/agent';
import type { Moniker, ServerGroup } from '@gennaker/contracts/clouddriver';
import { countInstances, monikerOf } from '@gennaker/sdk';
import { instanceOf } from './instance.ts';

/** A server group of the agent in Clouddriver's words. */
export function serverGroupOf(account: string, group: AgentServerGroup): ServerGroup {
  const { name, application, cluster, artifact, artifactHash, loadBalancers } = group;
  const { command, env, workingDirectory, health, limits } = group;
  const instances = group.instances.map((instance) => instanceOf(instance, loadBalancers));
  const moniker: Moniker = group.moniker ?? monikerOf(name) ?? { app: application, cluster };
  const source = { ...artifact, hash: artifactHash };
  return {
    name,
    moniker,
    account,
    cluster,
    application,
    type: 'local',
    cloudProvider: 'local',
    region: 'localhost',
    zones: ['localhost'],
    disabled: group.disabled,
    createdTime: group.createdTime,
    instances,
    loadBalancers,
    securityGroups: [],
    launchConfig: { artifact: source, command, env, workingDirectory, health, limits },
    capacity: group.capacity,
    instanceCounts: countInstances(instances),
    labels: group.labels,
    tags: {},
    image: { imageId: artifactHash, imageName: artifact.name ?? artifact.reference, artifact: source },
    buildInfo: { package_name: artifact.name ?? basename(artifact.reference), version: artifact.version },
    ...(group.destroying ? { destroying: true } : {}),
  };
}
