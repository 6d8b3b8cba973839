import { thrown } from '../failure.ts';
import type { CallContext } from '../evaluator/context.ts';
import { field, recordOf, stageObject, type ExecutionData, type StageData } from '../execution/model.ts';
import type { JavaObject, Value } from '../values/value.ts';
import { helperFailed, type FunctionCall } from './function.ts';

type Execution = JavaObject | null;

/** The execution's data, or Spinnaker's failure when the expression has none. */
export function dataOf(execution: Value): ExecutionData {
  if (
    execution === null ||
    typeof execution !== 'object' ||
    !('data' in execution) ||
    execution.type !== 'Execution'
  ) {
    throw thrown('NullPointerException', 'this function needs an execution, and there is none here');
  }
  return execution.data as ExecutionData;
}

const idOf = (execution: ExecutionData) => String(field(execution.json, 'id'));
const isNamed = (stage: StageData, nameOrId: string | null) =>
  nameOrId !== null && (field(stage.json, 'name') === nameOrId || field(stage.json, 'id') === nameOrId);

const notFound = (execution: ExecutionData, call: string, wanted: string | null) =>
  helperFailed(`Unable to locate [${wanted}] using #${call}(${wanted}) in execution ${idOf(execution)}`);

const judgment: FunctionCall = ([given, name]: [Execution, string | null]) => {
  const execution = dataOf(given);
  const stage = execution.stages.find(
    (candidate) =>
      field(candidate.json, 'name') === name &&
      field(candidate.json, 'type') === 'manualJudgment' &&
      field(recordOf(candidate.json, 'context'), 'judgmentInput') !== undefined,
  );
  const input = stage && field(recordOf(stage.json, 'context'), 'judgmentInput');
  if (typeof input === 'string') return input;
  throw helperFailed(
    `Unable to locate manual Judgment stage [${name}] using #judgment(${name}) in execution ${idOf(execution)}. ` +
      "Stage doesn't exist or doesn't contain judgmentInput in its context ",
  );
};

function currentStage(given: Execution, { currentStageId }: CallContext): Value {
  const execution = dataOf(given);
  const stage = execution.stages.find(
    (candidate) => currentStageId !== undefined && field(candidate.json, 'id') === currentStageId,
  );
  if (!stage) throw helperFailed(`No stage found with id '${currentStageId}'`);
  return stageObject(stage);
}

/** Stages by name, id and reference. Source: orca-core `StageExpressionFunctionProvider`. */
export const stageFunctions: Record<string, FunctionCall> = {
  'stage(Object,String)': ([given, name]: [Execution, string | null]) => {
    const execution = dataOf(given);
    const stage = execution.stages.find((candidate) => isNamed(candidate, name));
    if (!stage) throw notFound(execution, 'stage', name);
    return stageObject(stage);
  },
  'stageByRefId(Object,String)': ([given, refId]: [Execution, string | null]) => {
    const execution = dataOf(given);
    if (refId === null)
      throw helperFailed(
        `Stage refId must be specified in order to use #stageByRefId in execution ${idOf(execution)}`,
      );
    const stage = execution.stages.find((candidate) => field(candidate.json, 'refId') === refId);
    if (!stage) throw notFound(execution, 'stageByRefId', refId);
    return stageObject(stage);
  },
  'stageExists(Object,String)': ([given, name]: [Execution, string | null]) =>
    dataOf(given).stages.some((stage) => isNamed(stage, name)),
  'judgment(Object,String)': judgment,
  'judgement(Object,String)': judgment,
  'currentStage(Object)': ([execution]: [Execution], context) => currentStage(execution, context),
  'currentUser()': (_: [], { user }) => user ?? 'anonymous',
};
