import { GroupCapacity, HealthCheck, Limits, LocalArtifact, ResourceName } from '@gennaker/contracts/agent';
import { z } from 'zod';

const account = z.string();
const region = z.literal('localhost', "the local cloud has one region, 'localhost'").default('localhost');

/** Something done to a server group. */
export const OnServerGroup = z.object({
  account,
  region,
  serverGroupName: ResourceName.describe('`shop-prod-v003`.'),
});

const namePart = (what: string, chars: RegExp, allowed: string) =>
  z
    .string()
    .regex(chars, `a ${what} may hold only ${allowed}`)
    .nullish()
    .transform((value) => value || undefined);
const text = z.union([z.string(), z.number(), z.boolean()]).transform(String);

/** What a server group is made of. Names are Spinnaker's where it has one. */
export const NewServerGroup = z.object({
  account,
  region,
  application: z.string().regex(/^[a-zA-Z0-9._]+$/, "may hold only letters, digits, '.' and '_'"),
  stack: namePart('stack', /^[a-zA-Z0-9._]*$/, "letters, digits, '.' and '_'"),
  freeFormDetails: namePart('detail', /^[a-zA-Z0-9._-]*$/, "letters, digits, '.', '_' and '-'"),
  capacity: GroupCapacity,
  loadBalancers: z
    .array(ResourceName)
    .nullish()
    .transform((names) => names ?? []),
  artifact: LocalArtifact,
  command: z
    .array(z.string())
    .min(1, 'give the program to run and its arguments, as a list')
    .describe('Program and arguments, never a shell; `node` is the agent’s own Node.'),
  env: z.record(z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/), text).default({}),
  workingDirectory: z.string().optional().describe('Inside the artifact.'),
  health: HealthCheck.prefault({}),
  limits: Limits.default({}),
  labels: z.record(z.string(), z.string()).default({}),
  enabled: z.boolean().default(true).describe('Whether it takes requests once it is healthy.'),
});
export type NewServerGroup = z.output<typeof NewServerGroup>;

export const percentage = z.coerce
  .number()
  .min(0)
  .max(100)
  .nullish()
  .transform((value) => value ?? 100)
  .describe('Of its instances, rounded up; those already so count.');
