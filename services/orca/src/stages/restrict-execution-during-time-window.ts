import { createHash } from 'node:crypto';
import { messageOf } from '@gennaker/kernel';
import { defineStage, running, succeeded, terminal, type StageView, type Task } from '@gennaker/sdk';
import { z } from 'zod';
import { ExecutionWindow, openingTimes } from './time-window/window.ts';

const SECOND = 1_000;

const Context = z.looseObject({
  restrictedExecutionWindow: ExecutionWindow,
  skipRemainingWait: z.boolean().default(false),
  waitTime: z.coerce.number().optional().describe('Set by the stage: seconds of jitter.'),
});
type Context = z.infer<typeof Context>;

/** Waits, without polling, for the window to open. */
const suspend: Task<Context> = {
  inTurn: ({ context }, { clock }) => {
    if (context.skipRemainingWait) return succeeded();
    try {
      const now = clock.now();
      const opening = openingTimes(context.restrictedExecutionWindow).nextOpening(now);
      // Until when it waits, the engine shows as the stage's scheduledTime.
      return opening <= now ? succeeded() : running({ retryAfter: opening - now });
    } catch (error) {
      const failureReason = `Exception occurred while calculating time window: ${messageOf(error)}`;
      return terminal({ context: { failureReason } });
    }
  },
};

/** So that what waited for the same window does not all start at once. */
const waitForJitter: Task<Context> = {
  inTurn: (stage, { clock }) => {
    const waitTime = stage.context.waitTime ?? jitterOf(stage);
    const remaining = stage.taskStartTime + waitTime * SECOND - clock.now();
    if (stage.context.skipRemainingWait || remaining <= 0) return succeeded({ context: { waitTime } });
    return running({ retryAfter: remaining, context: { waitTime } });
  },
};

/** Seconds, between the bounds; by the stage's id, so that the task stays free of chance. */
function jitterOf({ id, context }: StageView<Context>): number {
  const { minDelay = 0, maxDelay = 0 } = context.restrictedExecutionWindow.jitter ?? {};
  const choices = Math.max(0, maxDelay - minDelay) + 1;
  return minDelay + (createHash('sha256').update(id).digest().readUInt32BE() % choices);
}

/** Holds a stage until its time window is open. Source: orca `RestrictExecutionDuringTimeWindow`; orchestration A9. */
export const restrictExecutionDuringTimeWindow = defineStage({
  type: 'restrictExecutionDuringTimeWindow',
  label: 'Restrict execution during time window',
  description: 'Holds a stage until its time window is open.',
  internal: true,
  context: Context,
  tasks: ({ context, execution }): Record<string, Task<Context>> => {
    const { jitter } = context.restrictedExecutionWindow;
    const isManual = execution.trigger.type === 'manual';
    const waits = jitter?.enabled === true && !(jitter.skipManual && isManual);
    return { suspendExecutionDuringTimeWindow: suspend, ...(waits && { waitForJitter }) };
  },
});
