import { z } from 'zod';
import { HealthState } from '../clouddriver/models.ts';
import { LoadState } from './load.ts';
import { ResourceName } from './server-group.ts';

export const Listener = z.object({
  protocol: z.literal('HTTP').default('HTTP'),
  port: z.coerce.number().int().min(1).max(65_535),
});
export type Listener = z.infer<typeof Listener>;

/** A reverse proxy on 127.0.0.1 before the server groups that name it. */
export const LoadBalancerSpec = z.object({
  name: ResourceName,
  listeners: z.array(Listener).min(1).max(8),
  weights: z
    .record(z.string(), z.coerce.number().min(0).max(1_000_000))
    .default({})
    .describe(
      'Share of traffic per server group, 100 where nothing is said. With no weights at all every instance gets the same share.',
    ),
  application: z.string().optional(),
  labels: z.record(z.string(), z.string()).default({}),
});
export type LoadBalancerSpec = z.infer<typeof LoadBalancerSpec>;

/** What went through, since the agent started and in the last ten full seconds. */
export const Traffic = z.object({
  requests: z.number(),
  errors: z.number().describe('Answers of 500 and above, and requests that no instance answered.'),
  inFlight: z.number(),
  retries: z.number().describe('Requests that one instance could not take and another has answered.'),
  rps: z.number().describe('Requests per second, last 10 s.'),
  errorsPerSecond: z.number().describe('Last 10 s.'),
  p50Ms: z.number().nullable().describe('Last 10 s; null without requests.'),
  p95Ms: z.number().nullable(),
  p99Ms: z.number().nullable(),
});
export type Traffic = z.infer<typeof Traffic>;

export const LoadBalancerTraffic = Traffic.extend({
  name: z.string(),
  time: z.number(),
  serverGroups: z.record(z.string(), Traffic),
});
export type LoadBalancerTraffic = z.infer<typeof LoadBalancerTraffic>;

export const AgentLoadBalancer = LoadBalancerSpec.extend({
  createdTime: z.number(),
  open: z.boolean().describe('Whether it listens.'),
  reason: z.string().optional().describe('Why it does not.'),
  traffic: LoadBalancerTraffic.optional(),
  load: LoadState.optional().describe('Requests that the agent itself sends, once asked to.'),
  serverGroups: z.array(
    z.object({
      name: z.string(),
      weight: z.number(),
      disabled: z.boolean(),
      instances: z.array(
        z.object({
          id: z.string(),
          port: z.number().optional(),
          healthState: HealthState,
          inRotation: z.boolean(),
        }),
      ),
    }),
  ),
});
export type AgentLoadBalancer = z.infer<typeof AgentLoadBalancer>;
