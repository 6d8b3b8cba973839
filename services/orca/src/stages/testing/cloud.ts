import type { Instance, ServerGroup } from '@gennaker/contracts/clouddriver';
import { notFound } from '@gennaker/kernel';
import { countInstances, parseName, type Tools } from '@gennaker/sdk';

export const instance = (
  name: string,
  state: Instance['healthState'],
  more: Partial<Instance> = {},
): Instance => ({
  name,
  healthState: state,
  health: [{ type: 'Local', state }],
  providerType: 'local',
  cloudProvider: 'local',
  ...more,
});

/** A server group whose number says when it was made, with so many instances up. */
export function group(name: string, up = 2, more: Partial<ServerGroup> = {}): ServerGroup {
  const { app = '', cluster = '', sequence = 0 } = parseName(name);
  const disabled = more.disabled ?? false;
  const state = disabled ? 'OutOfService' : 'Up';
  const instances =
    more.instances ?? Array.from({ length: up }, (_, index) => instance(`${name}-${index}`, state));
  const size = instances.length;
  return {
    name,
    moniker: { app, cluster },
    account: 'local',
    cluster,
    application: app,
    type: 'local',
    cloudProvider: 'local',
    region: 'localhost',
    zones: ['localhost'],
    disabled,
    createdTime: sequence,
    instances,
    loadBalancers: [],
    securityGroups: [],
    launchConfig: {},
    capacity: { min: size, max: size, desired: size },
    instanceCounts: countInstances(instances),
    labels: {},
    tags: {},
    ...more,
  };
}

/** A Clouddriver with these server groups, which notes the operations it is given; each task ends as `task` says. */
export function cloud(
  groups: ServerGroup[],
  { task = {}, log }: { task?: Record<string, unknown>; log?: string } = {},
) {
  const submitted: {
    provider: string;
    key: string | undefined;
    body: Record<string, Record<string, unknown>>[];
  }[] = [];
  const infrastructure = {
    clusterServerGroups: async ({ params }: { params: { cluster: string } }) => {
      const found = groups.filter(({ cluster }) => cluster === params.cluster);
      if (found.length === 0) throw notFound('Cluster not found');
      return found;
    },
    serverGroup: async ({ params }: { params: { name: string } }) => {
      const found = groups.find(({ name }) => name === params.name);
      if (!found) throw notFound(`Server group not found`);
      return found;
    },
    console: async () => {
      if (log === undefined) throw notFound('There is no log');
      return { output: log };
    },
  };
  const operations = {
    submit: async (call: {
      params: { provider: string };
      query: { clientRequestId?: string };
      body: Record<string, Record<string, unknown>>[];
    }) => {
      submitted.push({ provider: call.params.provider, key: call.query.clientRequestId, body: call.body });
      return { id: 'task1', resourceUri: '/task/task1' };
    },
    task: async () => ({
      id: 'task1',
      startTimeMs: 0,
      history: [],
      resultObjects: [],
      outputs: [],
      ...task,
      status: {
        phase: 'ORCHESTRATION',
        status: '',
        complete: true,
        completed: true,
        failed: false,
        retryable: false,
        ...(task['status'] as object | undefined),
      },
    }),
  };
  const clouddriver = { infrastructure, operations } as unknown as Tools['clouddriver'];
  return { clouddriver, submitted, idempotencyKey: 'key1' };
}
