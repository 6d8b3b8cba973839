import { z } from 'zod';

/** A steady stream of requests to a load balancer. */
export const LoadPlan = z.object({
  requestsPerSecond: z.coerce.number().min(1).max(100).default(20),
  seconds: z.coerce.number().int().min(1).max(3_600).default(600).describe('After which it ends by itself.'),
  path: z
    .string()
    .regex(/^\/[^\s]*$/, 'begin the path with /')
    .default('/')
    .describe('What is asked for (GET).'),
});
export type LoadPlan = z.infer<typeof LoadPlan>;

/** Requests that the agent sends, or has sent. What each server group answered is in its traffic. */
export const LoadState = LoadPlan.extend({
  running: z.boolean(),
  startedTime: z.number().describe('Epoch ms.'),
  endTime: z.number().describe('Epoch ms: when it ends, or has ended.'),
  ok: z.number().describe('Answers below 500.'),
  failed: z.number().describe('Answers of 500 and above, and requests without an answer.'),
});
export type LoadState = z.infer<typeof LoadState>;
