import { defineStage, running, succeeded } from '@gennaker/sdk';
import { z } from 'zod';

/** Holds the pipeline until a moment. Source: orca-core `WaitUntilStage`. */
export const waitUntil = defineStage({
  type: 'waitUntil',
  label: 'Wait until',
  description: 'Holds the pipeline until a moment.',
  context: z.object({
    epochMillis: z.coerce.number().describe('Epoch ms.'),
    skipRemainingWait: z.boolean().default(false),
  }),
  tasks: {
    waitUntil: {
      inTurn: ({ context }, { clock }) => {
        const remaining = context.epochMillis - clock.now();
        return context.skipRemainingWait || remaining <= 0 ? succeeded() : running({ retryAfter: remaining });
      },
    },
  },
});
