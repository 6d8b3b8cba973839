import type { Context } from '@gennaker/contracts/orca';
import { defineStage, succeeded } from '@gennaker/sdk';
import { z } from 'zod';

/**
 * Computes named values for the stages after it, one by one: later ones see earlier ones. What cannot be
 * evaluated stays as text and is recorded; the stage succeeds. Source: orca `EvaluateVariablesStage`.
 */
export const evaluateVariables = defineStage({
  type: 'evaluateVariables',
  label: 'Evaluate variables',
  description: 'Computes named values for the stages after it.',
  context: z.object({
    variables: z
      .array(
        z.looseObject({
          key: z.string().min(1),
          value: z.unknown().optional(),
          description: z.string().optional(),
        }),
      )
      .default([]),
  }),
  rawKeys: ['variables'],
  tasks: {
    evaluateVariables: {
      inTurn: ({ context }, { evaluate, clock }) => {
        const outputs: Context = {};
        const summary: Record<string, object[]> = {};
        const variables = context.variables.map((variable) => {
          const { value, failures } = evaluate({ [variable.key]: variable.value }, outputs);
          const [key, result] = Object.entries(value as Context)[0] ?? [variable.key, null];
          outputs[key] = result;
          for (const { expression, message: description, level, kind } of failures) {
            const exceptionType = level === 'ERROR' ? { exceptionType: kind } : {};
            summary[expression] = [{ description, level, ...exceptionType, timestamp: clock.now() }];
          }
          return { ...variable, key, value: result };
        });
        const errors = Object.values(summary).flatMap((entries) =>
          entries.map((entry) => (entry as { description: string }).description),
        );
        return succeeded({
          outputs,
          context: {
            variables,
            ...(errors.length > 0 && {
              expressionEvaluationSummary: summary,
              exception: { details: { error: 'Failed Expression Evaluation', errors } },
            }),
          },
        });
      },
    },
  },
});
