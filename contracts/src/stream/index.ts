import { eventIterator } from '@orpc/contract';
import { z } from 'zod';

/** Something changed and was committed. The event id resumes a stream after it. */
export const Change = z.looseObject({
  /** What kind of thing: `execution`, `stage`, `serverGroup`, `loadBalancer`, `application`, `pipeline` … */
  kind: z.string(),
  id: z.string().describe('Key of the thing within its kind.'),
  application: z.string().optional(),
  /** `upsert`: `value` is the thing as it is now. `delete`: it is gone. */
  action: z.enum(['upsert', 'delete']),
  /** Epoch ms. */
  at: z.number(),
  value: z.unknown().optional(),
});
export type Change = z.infer<typeof Change>;

/** What a client of a stream receives. `reset`: it was away too long; read everything anew. */
export const StreamEvent = z.union([Change, z.object({ kind: z.literal('reset'), at: z.number() })]);
export type StreamEvent = z.infer<typeof StreamEvent>;

export const streamOf = () => eventIterator(StreamEvent);
