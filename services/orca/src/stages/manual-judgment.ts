import { defineStage, running, succeeded, terminal } from '@gennaker/sdk';
import { z } from 'zod';

const DAY = 24 * 60 * 60 * 1_000;

/** Waits for a person to say «continue» or «stop». Source: orca-echo `ManualJudgmentStage`. */
export const manualJudgment = defineStage({
  type: 'manualJudgment',
  label: 'Manual judgment',
  description: 'Waits for a person to decide whether the pipeline goes on.',
  context: z.object({
    instructions: z.string().optional().describe('What the judge should look at.'),
    judgmentInputs: z
      .array(z.looseObject({ value: z.string() }))
      .default([])
      .describe('Answers to choose from.'),
    judgmentStatus: z.string().optional().describe('`continue` or `stop`, in any case; set by the answer.'),
    judgmentInput: z.unknown().optional().describe('The chosen answer, read with `#judgment(name)`.'),
    propagateAuthenticationContext: z.boolean().default(false).describe('Later stages run as the judge.'),
  }),
  tasks: {
    waitForJudgment: {
      inTurn: ({ context }) => {
        const answer = context.judgmentStatus?.toLowerCase();
        if (answer === 'continue') return succeeded();
        if (answer === 'stop') return terminal();
        // An answer is a change of the stage, and that runs the task again.
        return running({});
      },
      timeoutMs: 3 * DAY,
      timeoutOverridable: true,
    },
  },
  onRestart: ({ judgmentStatus: _status, judgmentInput: _input, lastModifiedBy: _by, ...rest }) => rest,
});
