import { z } from 'zod';

const ms = (byDefault: number) => z.coerce.number().int().positive().default(byDefault);

/** Settings of Clouddriver. */
export const ClouddriverConfig = z.strictObject({
  operations: z
    .strictObject({
      leaseMs: ms(10_000).describe('A worker that is silent for this long has died; another goes on.'),
      heartbeatMs: ms(3_000),
      pollMs: ms(2_000).describe('How often ended leases are looked for.'),
      concurrency: z.coerce.number().int().positive().default(50).describe('Tasks at a time, per process.'),
      unavailableMs: ms(15 * 60_000).describe(
        'How long a cloud that throttles or cannot be reached is tried.',
      ),
      faultMs: ms(60_000).describe('How long a cloud that answers 5xx is tried.'),
      firstRetryMs: ms(250),
      mostRetryMs: ms(10_000),
      keepDays: z.coerce.number().positive().default(4).describe('Ended tasks are removed after this.'),
    })
    .prefault({}),
  caching: z
    .strictObject({
      leaseMs: ms(6_000).describe('An account is followed by one process; after this another takes over.'),
      heartbeatMs: ms(2_000),
      retryMs: ms(1_000).describe('Pause before an account that could not be reached is tried again.'),
    })
    .prefault({}),
  trafficGuards: z
    .strictObject({ minCapacityRatio: z.coerce.number().min(0).lt(0.5).default(0) })
    .prefault({}),
  credentials: z
    .strictObject({
      primaryAccountTypes: z.array(z.string()).default(['default']),
      challengeDestructiveActionsEnvironments: z.array(z.string()).default(['default']),
    })
    .prefault({}),
});
export type ClouddriverConfig = z.output<typeof ClouddriverConfig>;
export type ClouddriverConfigInput = z.input<typeof ClouddriverConfig>;
