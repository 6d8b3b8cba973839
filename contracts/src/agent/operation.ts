import { z } from 'zod';

/** Every change carries one; the same id again changes nothing and returns the first answer. */
export const OperationId = z.string().min(1).max(200);

/** A change that has been accepted, once. What it starts (processes, draining) goes on after the answer. */
export const Receipt = z.object({
  operationId: z.string(),
  kind: z.string().describe('`createServerGroup`, `upsertLoadBalancer` …'),
  name: z.string().describe('What was changed.'),
  changed: z.boolean().describe('False when everything was already as asked.'),
  instances: z.array(z.string()).optional().describe('Ids of the instances that it acts on.'),
  artifactHash: z.string().optional(),
  time: z.number().describe('Epoch ms of the first call.'),
});
export type Receipt = z.infer<typeof Receipt>;

/** How often an operation was asked for, and how often it was carried out (never more than once). */
export const OperationCount = z.object({
  operationId: z.string(),
  kind: z.string(),
  name: z.string(),
  count: z.number().describe('Times that it was carried out.'),
  calls: z.number().describe('Times that it was asked for.'),
  time: z.number(),
});
export type OperationCount = z.infer<typeof OperationCount>;
