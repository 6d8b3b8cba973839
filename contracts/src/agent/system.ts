import { z } from 'zod';

/** Grows when agent and platform of different versions would misunderstand each other. */
export const AGENT_PROTOCOL = 1;

export const AgentVersion = z.looseObject({
  protocol: z.number(),
  pid: z.number(),
  home: z.string(),
  node: z.string(),
  startedTime: z.number(),
});
export type AgentVersion = z.infer<typeof AgentVersion>;

export const AgentSummary = AgentVersion.extend({
  serverGroups: z.number(),
  instances: z.number(),
  instancesUp: z.number(),
  loadBalancers: z.number(),
  artifacts: z.number(),
  memoryBytes: z.number().describe('Resident memory of the agent itself.'),
});
export type AgentSummary = z.infer<typeof AgentSummary>;
