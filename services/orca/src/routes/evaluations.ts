import type { PipelineExecution } from '@gennaker/contracts/orca';
import { notFound, type Clock } from '@gennaker/kernel';
import type { Evaluate } from '../core/deps.ts';

type Detail = Record<string, { description: string; level: string; timestamp: number }[]>;

interface Question {
  execution: PipelineExecution;
  expression: string;
  /** Evaluates in the context of this stage. */
  stageId?: string | undefined;
}

/** Answers what an expression means in an execution. Source: orca `OperationsController#evaluateExpression`. */
export function evaluated(
  { execution, expression, stageId }: Question,
  evaluate: Evaluate,
  clock: Clock,
): { result: unknown; detail?: Detail } {
  const stage = stageId === undefined ? undefined : execution.stages.find(({ id }) => id === stageId);
  if (stageId !== undefined && !stage)
    throw notFound(`There is no stage ${stageId} in execution ${execution.id}`);
  const context = { ...stage?.context, trigger: execution.trigger };
  const { value, failures } = evaluate({ expression }, context, optionsFor(execution, stage?.id));
  const { expression: result } = value as { expression: unknown };
  return { result, ...(failures.length > 0 && { detail: detailOf(failures, clock) }) };
}

interface Variables {
  execution: PipelineExecution;
  variables: { key: string; value?: unknown }[];
  /** The stages whose outputs can be seen; default: all. */
  requisiteStageRefIds?: readonly string[] | undefined;
}

/** Evaluates named values one by one, later ones seeing earlier ones, as the stage would. */
export function evaluatedVariables(
  { execution, variables, requisiteStageRefIds }: Variables,
  evaluate: Evaluate,
  clock: Clock,
) {
  const seen = execution.stages.filter(
    ({ refId }) => !requisiteStageRefIds || requisiteStageRefIds.includes(refId),
  );
  const outputs = Object.assign({}, ...seen.map((stage) => stage.outputs)) as Record<string, unknown>;
  const detail: Detail = {};
  const result = variables.map(({ key, value: sourceValue }) => {
    const { value, failures } = evaluate(
      { [key]: sourceValue },
      { ...outputs, trigger: execution.trigger },
      optionsFor(execution),
    );
    Object.assign(detail, detailOf(failures, clock));
    const computed = (value as Record<string, unknown>)[key];
    outputs[key] = computed;
    return { key, value: computed, sourceValue };
  });
  return { result, detail };
}

const optionsFor = (execution: PipelineExecution, stageId = '') => ({
  lookup: () => undefined,
  execution,
  currentStageId: stageId,
  user: execution.authentication?.user ?? 'anonymous',
  allowUnknownKeys: true,
});

const detailOf = (failures: ReturnType<Evaluate>['failures'], clock: Clock): Detail =>
  Object.fromEntries(
    failures.map(({ expression, message, level }) => [
      expression,
      [{ description: message, timestamp: clock.now(), level }],
    ]),
  );
