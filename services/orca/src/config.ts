import { z } from 'zod';

const positive = (byDefault: number) => z.coerce.number().int().positive().default(byDefault);

/** Settings of Orca. */
export const OrcaConfig = z.strictObject({
  tasks: z
    .strictObject({
      atATime: positive(100).describe('Task runs with side effects at a time, per process.'),
      stopGraceMs: positive(5_000).describe('How long running tasks may take to end when the process stops.'),
    })
    .prefault({}),
  changes: z
    .strictObject({
      keepMs: positive(3_600_000).describe('How long the change feed is kept for followers that were away.'),
    })
    .prefault({}),
});
export type OrcaConfig = z.infer<typeof OrcaConfig>;
