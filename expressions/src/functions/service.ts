import { thrown } from '../failure.ts';
import { field } from '../execution/model.ts';
import type { CallContext } from '../evaluator/context.ts';
import { fromJson } from '../values/json.ts';
import type { JavaObject, Value } from '../values/value.ts';
import { helperFailed, type FunctionCall } from './function.ts';
import { dataOf } from './stage.ts';

type Execution = JavaObject | null;

const unavailable = (name: string) =>
  helperFailed(`#${name} is not available here: pipelines and applications cannot be looked up`);

function pipelineId(
  caller: string,
  name: string | null,
  application: string,
  { services }: CallContext,
): Value {
  if (!name)
    throw thrown('IllegalArgumentException', `pipelineName must be specified for function #${caller}`);
  if (!services.pipelineId) throw unavailable(caller);
  return services.pipelineId(name, application) ?? null;
}

const applicationOf = (execution: Execution) => String(field(dataOf(execution).json, 'application'));

/** Saved pipelines and applications. Source: orca-front50 `Front50ExpressionFunctionProvider` (PipelineExpressionFunctionProvider, ApplicationExpressionFunctionProvider). */
export const serviceFunctions: Record<string, FunctionCall> = {
  'pipelineId(Object,String)': ([execution, name]: [Execution, string | null], context) => {
    const application = applicationOf(execution);
    const id = pipelineId('pipelineId', name, application, context);
    if (id === null)
      throw helperFailed(`Pipeline with name '${name}' could not be found on application ${application}`);
    return id;
  },
  'pipelineIdOrNull(Object,String)': ([execution, name]: [Execution, string | null], context) =>
    pipelineId('pipelineId', name, applicationOf(execution), context),
  'pipelineIdInApplication(Object,String,String)': (
    [, name, application]: [Execution, string | null, string | null],
    context,
  ) => {
    if (!application)
      throw thrown(
        'IllegalArgumentException',
        'applicationName must be specified for function #pipelineIdInApplication',
      );
    return pipelineId('pipelineIdInApplication', name, application, context);
  },
  'applicationMetadata(String)': ([name]: [string | null], { services }) => {
    if (!services.application) throw unavailable('applicationMetadata');
    return fromJson(services.application(name ?? '') ?? null);
  },
};
