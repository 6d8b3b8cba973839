import { z } from 'zod';

/** Source: clouddriver-api `HealthState`. */
export const HealthState = z.enum([
  'Failed',
  'Down',
  'OutOfService',
  'Unknown',
  'Starting',
  'Succeeded',
  'Up',
  'Draining',
]);
export type HealthState = z.infer<typeof HealthState>;

/** What a resource is called, taken apart. Source: kork `Moniker`. */
export const Moniker = z.looseObject({
  app: z.string(),
  cluster: z.string().optional(),
  stack: z.string().optional(),
  detail: z.string().optional(),
  sequence: z.number().optional(),
});
export type Moniker = z.infer<typeof Moniker>;

/** How many instances a server group may, should and must have. */
export const Capacity = z.looseObject({
  min: z.coerce.number().int().min(0),
  max: z.coerce.number().int().min(0),
  desired: z.coerce.number().int().min(0),
});
export type Capacity = z.infer<typeof Capacity>;

export const InstanceCounts = z.object({
  total: z.number(),
  up: z.number(),
  down: z.number(),
  unknown: z.number(),
  outOfService: z.number(),
  starting: z.number(),
});
export type InstanceCounts = z.infer<typeof InstanceCounts>;

export const Health = z.looseObject({
  type: z.string().describe('Which provider says so: `Local`, `LoadBalancer` …'),
  state: HealthState,
  description: z.string().optional(),
});
export type Health = z.infer<typeof Health>;

/** Source: clouddriver-core `Instance`. */
export const Instance = z.looseObject({
  name: z.string(),
  humanReadableName: z.string().optional(),
  healthState: HealthState,
  launchTime: z.number().optional(),
  zone: z.string().optional(),
  health: z.array(Health),
  failed: z
    .boolean()
    .optional()
    .describe('It did not become healthy in its time, or keeps ending: who waits for it need not.'),
  providerType: z.string(),
  cloudProvider: z.string(),
});
export type Instance = z.infer<typeof Instance>;

/** Source: clouddriver-core `ServerGroup`; the entity as an operation or a stage needs it. */
export const ServerGroup = z.looseObject({
  name: z.string(),
  moniker: Moniker,
  account: z.string(),
  cluster: z.string(),
  application: z.string(),
  type: z.string(),
  cloudProvider: z.string(),
  region: z.string(),
  zones: z.array(z.string()).default([]),
  disabled: z.boolean(),
  createdTime: z.number(),
  instances: z.array(Instance),
  loadBalancers: z.array(z.string()).default([]),
  securityGroups: z.array(z.string()).default([]),
  launchConfig: z.record(z.string(), z.unknown()).default({}),
  capacity: Capacity,
  instanceCounts: InstanceCounts,
  labels: z.record(z.string(), z.string()).default({}),
  tags: z.record(z.string(), z.unknown()).default({}),
  buildInfo: z.record(z.string(), z.unknown()).optional(),
  image: z.record(z.string(), z.unknown()).optional(),
  /** Epoch ms of the last contact with its account. */
  lastSeen: z.number().optional(),
  /** Its account cannot be reached: this is the last known state. */
  stale: z.boolean().optional(),
});
export type ServerGroup = z.infer<typeof ServerGroup>;

/** A server group in lists. Source: clouddriver-web `ServerGroupViewModel`. */
export const ServerGroupSummary = z.looseObject({
  name: z.string(),
  account: z.string(),
  region: z.string(),
  cluster: z.string(),
  type: z.string(),
  cloudProvider: z.string(),
  isDisabled: z.boolean(),
  createdTime: z.number(),
  capacity: Capacity,
  instanceCounts: InstanceCounts,
});
export type ServerGroupSummary = z.infer<typeof ServerGroupSummary>;

/** All server groups of one name without its version. */
export const Cluster = z.looseObject({
  name: z.string(),
  accountName: z.string(),
  moniker: Moniker,
  type: z.string(),
  serverGroups: z.array(ServerGroup),
  loadBalancers: z.array(z.looseObject({ name: z.string() })),
});
export type Cluster = z.infer<typeof Cluster>;

/** Source: clouddriver-core `LoadBalancer`. */
export const LoadBalancer = z.looseObject({
  name: z.string(),
  moniker: Moniker.optional(),
  type: z.string(),
  cloudProvider: z.string(),
  account: z.string(),
  region: z.string(),
  serverGroups: z.array(
    z.looseObject({
      name: z.string(),
      account: z.string().optional(),
      region: z.string().optional(),
      isDisabled: z.boolean(),
      instances: z
        .array(z.looseObject({ id: z.string(), health: z.record(z.string(), z.unknown()) }))
        .default([]),
      detachedInstances: z.array(z.string()).default([]),
    }),
  ),
});
export type LoadBalancer = z.infer<typeof LoadBalancer>;

/** A configured account, without secrets. Source: clouddriver `AccountDefinition`. */
export const Account = z.looseObject({
  name: z.string(),
  accountId: z.string().optional(),
  type: z.string().describe('Cloud provider.'),
  cloudProvider: z.string(),
  environment: z.string(),
  accountType: z.string(),
  primaryAccount: z.boolean(),
  challengeDestructiveActions: z.boolean(),
  permissions: z.record(z.string(), z.array(z.string())),
  requiredGroupMembership: z.array(z.string()),
});
export type Account = z.infer<typeof Account>;

/** An operation at work or done. Source: clouddriver `Task`. We call it *operation task*. */
export const OperationTask = z.looseObject({
  id: z.string(),
  startTimeMs: z.number(),
  requestId: z.string().optional(),
  status: z.looseObject({
    phase: z.string(),
    status: z.string(),
    complete: z.boolean(),
    completed: z.boolean(),
    failed: z.boolean(),
    retryable: z.boolean(),
  }),
  history: z.array(z.looseObject({ phase: z.string(), status: z.string() })),
  resultObjects: z.array(z.record(z.string(), z.unknown())),
  outputs: z.array(z.record(z.string(), z.unknown())).default([]),
});
export type OperationTask = z.infer<typeof OperationTask>;
