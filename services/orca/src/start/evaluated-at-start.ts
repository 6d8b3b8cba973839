import type { Context, PipelineRequest } from '@gennaker/contracts/orca';

/** Replaces `${…}` with only the trigger known; what cannot be resolved yet stays as text. */
export type EvaluateAtStart = (template: unknown, context: Context) => unknown;

/** Never evaluated here: it is the root itself, or is evaluated where it is used. */
const KEPT = ['trigger', 'expectedArtifacts', 'parameterConfig', 'templateVariables'];

/**
 * Resolves a pipeline's expressions over its trigger; with the v4 evaluator stages are left for later.
 * Source: orchestration A3 step 9.
 */
export function evaluatedAtStart<T extends PipelineRequest>(request: T, evaluate: EvaluateAtStart): T {
  const { trigger, templateVariables = {} } = request as Context;
  const left = request['spelEvaluator'] === 'v4' ? [...KEPT, 'stages'] : KEPT;
  const template = Object.fromEntries(Object.entries(request).filter(([key]) => !left.includes(key)));
  const value = evaluate(template, { trigger, templateVariables }) as Context;
  return { ...request, ...value };
}
