import { z } from 'zod';
import {
  HealthCheck,
  LoadBalancerSpec,
  ProcessExit,
  Receipt,
  ServerGroupSpec,
  StagedArtifact,
} from '@gennaker/contracts/agent';

/** What is wanted of a server group. */
export const ServerGroupRecord = ServerGroupSpec.extend({
  health: HealthCheck,
  createdTime: z.number(),
  artifactHash: z.string(),
  destroying: z.boolean(),
});
export type ServerGroupRecord = z.infer<typeof ServerGroupRecord>;

/** One instance and how to find its process again. */
export const InstanceRecord = z.object({
  id: z.string(),
  serverGroup: z.string(),
  enabled: z.boolean(),
  terminating: z.boolean(),
  port: z.number().optional(),
  pid: z.number().optional(),
  processStart: z.string().optional(),
  launchTime: z.number(),
  restarts: z.number(),
  lastExit: ProcessExit.optional(),
  healthy: z.boolean(),
  /** Was healthy since it was last (re)started after a healthy run. */
  everHealthy: z.boolean(),
  failed: z.boolean(),
  reason: z.string().optional(),
  /** Bytes of its log that have been rotated away from the running file. */
  logBase: z.number(),
});
export type InstanceRecord = z.infer<typeof InstanceRecord>;

export const LoadBalancerRecord = LoadBalancerSpec.extend({ createdTime: z.number() });
export type LoadBalancerRecord = z.infer<typeof LoadBalancerRecord>;

const OperationRecord = z.object({ receipt: Receipt, count: z.number(), calls: z.number() });
export type OperationRecord = z.infer<typeof OperationRecord>;

/** An instance that is gone and whose log is still kept. */
const DepartedInstance = InstanceRecord.pick({ id: true, serverGroup: true, logBase: true, reason: true });

/** All that an agent must know after it was killed. */
export const AgentState = z.object({
  version: z.literal(1),
  serverGroups: z.record(z.string(), ServerGroupRecord),
  instances: z.record(z.string(), InstanceRecord),
  loadBalancers: z.record(z.string(), LoadBalancerRecord),
  artifacts: z.record(z.string(), StagedArtifact),
  operations: z.array(OperationRecord),
  departed: z.array(DepartedInstance),
});
export type AgentState = z.infer<typeof AgentState>;

export const emptyState = (): AgentState => ({
  version: 1,
  serverGroups: {},
  instances: {},
  loadBalancers: {},
  artifacts: {},
  operations: [],
  departed: [],
});
