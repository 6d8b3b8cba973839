import { z } from 'zod';
import { Capacity, InstanceCounts, Moniker } from '../clouddriver/models.ts';
import { LocalArtifact } from './artifact.ts';
import { AgentInstance } from './instance.ts';

const seconds = (byDefault: number) => z.coerce.number().positive().max(86_400).default(byDefault);
const times = (byDefault: number) => z.coerce.number().int().min(1).max(100).default(byDefault);
const free = z.record(z.string(), z.string()).default({});

/** When an instance counts as healthy: GET `path` answers 2xx or 3xx; without a path, its port is open. */
export const HealthCheck = z.object({
  path: z.string().startsWith('/').optional(),
  intervalSeconds: seconds(1),
  timeoutSeconds: seconds(2),
  healthyAfter: times(2).describe('Good answers in a row.'),
  unhealthyAfter: times(3).describe('Bad answers in a row.'),
  startupSeconds: seconds(20).describe('Time to become healthy; afterwards it is Failed (and still tried).'),
});
export type HealthCheck = z.infer<typeof HealthCheck>;

/** What a process may use at most, where the system can enforce it. */
export const Limits = z.object({
  memoryMb: z.coerce
    .number()
    .int()
    .min(16)
    .optional()
    .describe('Resident memory; beyond it the process is killed and started again (Linux).'),
  openFiles: z.coerce.number().int().min(16).optional().describe('File descriptors (Linux).'),
  cpuNice: z.coerce.number().int().min(0).max(19).optional(),
});
export type Limits = z.infer<typeof Limits>;

/** A name that is safe as a file name; Frigga's `cluster-v003` for server groups. */
export const ResourceName = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, 'must start with a letter or digit; then letters, digits, . _ -');

const size = Capacity.shape.desired.max(200);
const GroupCapacity = z
  .object({ min: size, max: size, desired: size })
  .refine(({ min, max, desired }) => min <= desired && desired <= max, 'must have min ≤ desired ≤ max');

/** N processes of one version of an artifact. */
export const ServerGroupSpec = z.object({
  name: ResourceName,
  application: z.string().min(1),
  cluster: z.string().min(1),
  moniker: Moniker.optional(),
  artifact: LocalArtifact,
  command: z
    .array(z.string())
    .min(1)
    .describe('The program and its arguments; `node` is the agent’s own Node.'),
  env: z.record(z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/), z.string()).default({}),
  workingDirectory: z.string().default('.').describe('Inside the artifact.'),
  health: HealthCheck.prefault({}),
  capacity: GroupCapacity,
  loadBalancers: z.array(ResourceName).default([]),
  limits: Limits.default({}),
  enabled: z.boolean().default(true).describe('Whether new instances get requests.'),
  labels: free,
  annotations: free.describe('Kept and returned, never looked at.'),
});
export type ServerGroupSpec = z.infer<typeof ServerGroupSpec>;
export type ServerGroupSpecInput = z.input<typeof ServerGroupSpec>;

/** A server group as it is now. */
export const AgentServerGroup = ServerGroupSpec.extend({
  capacity: Capacity,
  createdTime: z.number().describe('Epoch ms.'),
  artifactHash: z.string(),
  destroying: z.boolean(),
  disabled: z
    .boolean()
    .describe('No instance of it is in rotation. Source: clouddriver `ServerGroup.isDisabled`.'),
  instances: z.array(AgentInstance),
  instanceCounts: InstanceCounts,
});
export type AgentServerGroup = z.infer<typeof AgentServerGroup>;

export const Resize = z.object({
  capacity: z
    .object({ min: size.optional(), max: size.optional(), desired: size.optional() })
    .describe('What is left out stays; min and max follow when only `desired` leaves them.'),
});
export { GroupCapacity };
