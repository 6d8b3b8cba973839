import { z } from 'zod';
import { HealthState } from '../clouddriver/models.ts';

/** How a process ended. */
export const ProcessExit = z.object({
  code: z.number().nullable(),
  signal: z.string().nullable(),
  time: z.number(),
});
export type ProcessExit = z.infer<typeof ProcessExit>;

/**
 * One process of a server group.
 *
 * `Starting` not yet healthy; `Up` healthy and in rotation; `OutOfService` healthy and taken out of
 * rotation; `Draining` taken out, requests still running; `Down` was healthy and is not, or ended and
 * is started again; `Failed` did not become healthy in `startupSeconds`, or keeps ending.
 */
export const AgentInstance = z.object({
  id: z.string(),
  serverGroup: z.string(),
  healthState: HealthState,
  reason: z
    .string()
    .optional()
    .describe(
      'Why it is not Up: `exited with code 1: <last log line>`, `health check GET /health answered 503`.',
    ),
  enabled: z.boolean().describe('Whether it is meant to get requests once it is healthy.'),
  terminating: z.boolean(),
  pid: z.number().optional(),
  port: z.number().optional(),
  launchTime: z.number().describe('Epoch ms of the last start.'),
  restarts: z.number(),
  lastExit: ProcessExit.optional(),
  inFlight: z.number().describe('Requests running now.'),
});
export type AgentInstance = z.infer<typeof AgentInstance>;

/** Part of an instance's log. Offsets count from the first byte it ever wrote, across rotations. */
export const LogSlice = z.object({
  instance: z.string(),
  serverGroup: z.string(),
  text: z.string(),
  from: z.number(),
  next: z.number().describe('Offset to go on from.'),
  oldest: z.number().describe('Offset of the oldest byte that is still kept.'),
  size: z.number(),
});
export type LogSlice = z.infer<typeof LogSlice>;
