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

/**
 * What a client of a stream is told about the stream itself. `unavailable`: a service cannot be reached.
 * `available`: it is back and nothing was missed. `reset`: something was missed, read everything (of the
 * service) anew.
 */
const Notice = z.object({
  kind: z.enum(['reset', 'unavailable', 'available']),
  service: z.string().optional(),
  at: z.number(),
});

/** What a client of a stream receives. */
export const StreamEvent = z.union([Notice, Change]);
export type StreamEvent = z.infer<typeof StreamEvent>;

export const streamOf = () => eventIterator(StreamEvent);
