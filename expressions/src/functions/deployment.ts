import { thrown } from '../failure.ts';
import {
  field,
  isRecord,
  recordOf,
  type ExecutionData,
  type Json,
  type StageData,
} from '../execution/model.ts';
import { EntryMap, JavaList } from '../values/collection.ts';
import { fromJson } from '../values/json.ts';
import { JavaObject, type Value } from '../values/value.ts';
import { helperFailed, type FunctionCall } from './function.ts';
import { dataOf } from './stage.ts';

type Execution = JavaObject | null;

const DEPLOY_TYPES = ['deploy', 'createServerGroup', 'cloneServerGroup', 'rollingPush'];

const succeeded = (stage: StageData) => field(stage.json, 'status') === 'SUCCEEDED';
const named = (stage: StageData, names: readonly string[]) =>
  names.length === 0 ||
  names.includes(String(field(stage.json, 'name'))) ||
  names.includes(String(field(stage.json, 'id')));
const contextOf = (stage: StageData) => recordOf(stage.json, 'context');
const listIn = (json: Json, name: string): unknown[] => {
  const value = field(json, name);
  return Array.isArray(value) ? value : [];
};

/** One map for each region that a deploy stage filled. Source: orca-clouddriver `ServerGroupFunctions`, `DeployedServerGroupsExpressionFunctionProvider`. */
function deployedServerGroups(execution: ExecutionData, names: readonly string[]): Value[] {
  return execution.stages
    .filter(
      (stage) =>
        DEPLOY_TYPES.includes(String(field(stage.json, 'type'))) && succeeded(stage) && named(stage, names),
    )
    .flatMap((stage) => {
      const context = contextOf(stage);
      const perRegion = Object.entries(recordOf(context, 'deploy.server.groups'));
      return perRegion.map(([region, groups]) =>
        deployedIn(stage, context, region, Array.isArray(groups) ? groups[0] : groups),
      );
    });
}

function deployedIn(stage: StageData, context: Json, region: string, serverGroup: unknown): Value {
  const details = listIn(context, 'deploymentDetails')
    .filter(isRecord)
    .find((detail) => field(detail, 'region') === region || field(detail, 'zones') !== undefined);
  const capacity = field(context, 'capacity');
  const tasks = listIn(context, 'kato.tasks').filter(isRecord);
  const fromTasks = tasks
    .flatMap((task) => listIn(task, 'resultObjects'))
    .filter(isRecord)
    .flatMap((result) => listIn(result, 'deployments'))
    .filter(
      (deployment) =>
        !isRecord(deployment) ||
        field(deployment, 'serverGroupName') === serverGroup ||
        field(deployment, 'serverGroupName') === undefined,
    );
  const account =
    field(context, 'account') ?? field(context, 'credentials') ?? field(context, 'account.name') ?? null;
  const values: Json = {
    account,
    capacity: isRecord(capacity) ? capacity : null,
    parentStage: field(stage.json, 'parentStageId') ?? null,
    region,
    ...details,
    serverGroup: serverGroup ?? null,
    deployments: fromTasks,
  };
  return new EntryMap(
    Object.entries(values).map(([key, value]) => [key, fromJson(value)]),
    'java.util.HashMap',
  );
}

function manifestLabelValue(
  execution: ExecutionData,
  stageName: string | null,
  kind: string | null,
  labelKey: string | null,
): Value {
  if (!stageName) throw thrown('IllegalArgumentException', 'A stageName is required for this function');
  if (kind !== 'Deployment' && kind !== 'ReplicaSet')
    throw thrown(
      'IllegalArgumentException',
      'Only Deployments and ReplicaSets are valid kinds for this function',
    );
  if (!labelKey) throw thrown('IllegalArgumentException', 'A labelKey is required for this function');
  const stage = execution.stages.find(
    (candidate) =>
      field(candidate.json, 'name') === stageName &&
      field(candidate.json, 'type') === 'deployManifest' &&
      succeeded(candidate),
  );
  if (!stage) throw helperFailed('A valid Deploy Manifest stage name is required for this function');
  const context = contextOf(stage);
  const manifests =
    listIn(context, 'manifests').length > 0
      ? listIn(context, 'manifests')
      : listIn(context, 'outputs.manifests');
  const manifest = manifests.filter(isRecord).find((candidate) => field(candidate, 'kind') === kind);
  if (!manifest)
    throw helperFailed(`No manifest of kind ${kind} could be found on the context of the specified stage`);
  const labels = recordOf(recordOf(recordOf(recordOf(manifest, 'spec'), 'template'), 'metadata'), 'labels');
  if (Object.keys(labels).length === 0)
    throw helperFailed('No labels could be found on matching manifest spec.template.metadata.labels');
  const value = field(labels, labelKey);
  if (value === undefined)
    throw helperFailed('No label of specified key found on matching manifest spec.template.metadata.labels');
  return fromJson(value);
}

function serviceKey(execution: ExecutionData, stageName: string | null): Value {
  const stage = execution.stages.find(
    (candidate) =>
      field(candidate.json, 'name') === stageName &&
      field(candidate.json, 'type') === 'createServiceKey' &&
      succeeded(candidate),
  );
  const results = stage
    ? listIn(contextOf(stage), 'kato.tasks')
        .filter(isRecord)
        .flatMap((task) => listIn(task, 'resultObjects'))
    : [];
  const key = results
    .filter(isRecord)
    .map((result) => field(result, 'serviceKey'))
    .find((found) => found !== undefined);
  return fromJson(key ?? {});
}

/** What deploy stages left behind. Source: orca-clouddriver `ManifestLabelValueFunctionProvider`, `CloudFoundryServiceKeyFunction`. */
export const deploymentFunctions: Record<string, FunctionCall> = {
  'deployedServerGroups(Object,String...)': ([execution, names]: [Execution, JavaList]) =>
    new JavaList(deployedServerGroups(dataOf(execution), names.items as string[])),
  'manifestLabelValue(Object,String,String,String)': ([execution, stage, kind, key]: [
    Execution,
    string | null,
    string | null,
    string | null,
  ]) => manifestLabelValue(dataOf(execution), stage, kind, key),
  'cfServiceKey(Object,String)': ([execution, stage]: [Execution, string | null]) =>
    serviceKey(dataOf(execution), stage),
};
