import { defineStage, running, succeeded } from '@gennaker/sdk';
import { z } from 'zod';

const SECOND = 1_000;

/** Holds the pipeline for a while. Source: orca-core `WaitStage`, `WaitTask`. */
export const wait = defineStage({
  type: 'wait',
  label: 'Wait',
  description: 'Holds the pipeline for a while.',
  context: z.object({
    waitTime: z.coerce.number().nonnegative().default(0).describe('Seconds.'),
    skipRemainingWait: z.boolean().default(false),
    skipWaitText: z.string().optional().describe('What is shown before the wait is skipped.'),
  }),
  tasks: {
    wait: {
      inTurn: ({ context, startTime }, { clock }) => {
        const remaining = startTime + context.waitTime * SECOND - clock.now();
        return context.skipRemainingWait || remaining <= 0 ? succeeded() : running({ retryAfter: remaining });
      },
    },
  },
});
