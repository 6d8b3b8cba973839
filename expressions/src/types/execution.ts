import { refused } from '../failure.ts';
import { ancestorsOf, topLevelStage } from '../execution/ancestors.ts';
import {
  executionObject,
  field,
  recordOf,
  stageObject,
  statusOf,
  timeOf,
  triggerJson,
  type ExecutionData,
  type Json,
  type StageData,
} from '../execution/model.ts';
import { stageContext } from '../execution/stage-context.ts';
import { EntryMap, JavaList, JsonMap } from '../values/collection.ts';
import { fromJson, toJson } from '../values/json.ts';
import { int } from '../values/number.ts';
import { JavaObject, type EnumConstant, type Value } from '../values/value.ts';
import { objectMethods } from './object.ts';
import type { Call, TypeTable } from './type.ts';

type Bean<T> = { data: T };
type Getters = Record<string, (bean: never) => Value>;

const fieldsOf = (names: string[]): Getters =>
  Object.fromEntries(
    names.map((name) => [name, ({ data }: Bean<{ json: Json }>) => fromJson(field(data.json, name) ?? null)]),
  );
const timesOf = (names: string[]): Getters =>
  Object.fromEntries(
    names.map((name) => [name, ({ data }: Bean<{ json: Json }>) => timeOf(data.json, name)]),
  );
const listOf = (json: Json, name: string) =>
  fromJson(Array.isArray(field(json, name)) ? field(json, name) : []);

const setters = (names: string[]): Record<string, Call> =>
  Object.fromEntries(
    names.map((name) => [
      `${name}(Object)`,
      () => {
        throw refused(`${name}()`, 'Stages set their own fields');
      },
    ]),
  );

/** JSON of a bean: what Jackson writes of it, nulls left out. */
const compact = (json: Json): Json =>
  Object.fromEntries(Object.entries(json).filter(([, value]) => value !== null && value !== undefined));
const asJson = (json: Json) => toJson(fromJson(json), () => null);

const executionType: TypeTable = {
  name: 'Execution',
  methods: { ...objectMethods, ...setters(['setStatus', 'setCanceled', 'setName', 'setContext']) },
  properties: {
    ...fieldsOf([
      'id',
      'application',
      'name',
      'canceledBy',
      'cancellationReason',
      'pipelineConfigId',
      'origin',
      'templateVariables',
      'description',
      'partition',
      'rootId',
      'spelEvaluator',
    ]),
    ...timesOf(['buildTime', 'startTime', 'endTime', 'startTimeExpiry']),
    status: ({ data }: Bean<ExecutionData>) => statusOf(data.json),
    stages: ({ data }: Bean<ExecutionData>) => new JavaList(data.stages.map(stageObject)),
    trigger: ({ data }: Bean<ExecutionData>) => new JavaObject('Trigger', { json: triggerJson(data) }),
    authentication: ({ data }: Bean<ExecutionData>) => authentication(recordOf(data.json, 'authentication')),
    canceled: ({ data }: Bean<ExecutionData>) => field(data.json, 'canceled') === true,
    limitConcurrent: ({ data }: Bean<ExecutionData>) => field(data.json, 'limitConcurrent') === true,
    keepWaitingPipelines: ({ data }: Bean<ExecutionData>) =>
      field(data.json, 'keepWaitingPipelines') === true,
    maxConcurrentExecutions: ({ data }: Bean<ExecutionData>) =>
      int(Number(field(data.json, 'maxConcurrentExecutions') ?? 0)),
    notifications: ({ data }: Bean<ExecutionData>) => listOf(data.json, 'notifications'),
    initialConfig: ({ data }: Bean<ExecutionData>) => fromJson(recordOf(data.json, 'initialConfig')),
    context: () => new EntryMap([]),
  },
  print: ({ data }) => `Execution {id='${String((data as ExecutionData).json['id'])}'}`,
  toJson: ({ data }) => asJson((data as ExecutionData).json),
  compare: (left, right) =>
    (left.data as ExecutionData).json === (right.data as ExecutionData).json ? 0 : 1,
};

function authentication(json: Json): Value {
  return Object.keys(json).length === 0 ? null : new JavaObject('AuthenticationDetails', { json });
}

const authenticationType: TypeTable = {
  name: 'AuthenticationDetails',
  methods: objectMethods,
  properties: {
    ...fieldsOf(['user']),
    allowedAccounts: ({ data }: Bean<{ json: Json }>) => {
      const accounts = field(data.json, 'allowedAccounts');
      return new JavaList(Array.isArray(accounts) ? accounts.map(fromJson) : [], { kind: 'Set' });
    },
  },
  toJson: ({ data }) => asJson((data as { json: Json }).json),
};

const FAILED = ['TERMINAL', 'STOPPED', 'FAILED_CONTINUE'];

const stageType: TypeTable = {
  name: 'Stage',
  methods: {
    ...objectMethods,
    ...setters([
      'setName',
      'setStatus',
      'setContext',
      'setOutputs',
      'setRefId',
      'setType',
      'setStartTime',
      'setEndTime',
    ]),
    'ancestors()': ({ data }: Bean<StageData>) => new JavaList([data, ...ancestorsOf(data)].map(stageObject)),
  },
  properties: {
    ...fieldsOf(['id', 'refId', 'type', 'name', 'parentStageId', 'syntheticStageOwner']),
    ...timesOf(['startTime', 'endTime', 'scheduledTime', 'startTimeExpiry']),
    status: ({ data }: Bean<StageData>) => statusOf(data.json),
    context: ({ data }: Bean<StageData>) => stageContext(data),
    outputs: ({ data }: Bean<StageData>) => new JsonMap(recordOf(data.json, 'outputs'), fromJson),
    tasks: ({ data }: Bean<StageData>) => listOf(data.json, 'tasks'),
    requisiteStageRefIds: ({ data }: Bean<StageData>) => listOf(data.json, 'requisiteStageRefIds'),
    execution: ({ data }: Bean<StageData>) => executionObject(data.execution),
    topLevelStage: ({ data }: Bean<StageData>) => stageObject(topLevelStage(data)),
    hasSucceeded: ({ data }: Bean<StageData>) => field(data.json, 'status') === 'SUCCEEDED',
    hasFailed: ({ data }: Bean<StageData>) => FAILED.includes(String(field(data.json, 'status'))),
  },
  print: ({ data }) => {
    const { json, execution } = data as StageData;
    return `Stage {id='${String(json['id'])}', executionId='${String(execution.json['id'])}'}`;
  },
  toJson: ({ data }) =>
    asJson(
      compact({ context: {}, outputs: {}, tasks: [], requisiteStageRefIds: [], ...(data as StageData).json }),
    ),
  compare: (left, right) => ((left.data as StageData).json === (right.data as StageData).json ? 0 : 1),
};

const TRIGGER_FIELDS = [
  'type',
  'correlationId',
  'user',
  'parameters',
  'artifacts',
  'notifications',
  'rebake',
  'dryRun',
  'strategy',
  'resolvedExpectedArtifacts',
];
/** Getters that the typed triggers add. */
const TYPED_TRIGGER_FIELDS: Record<string, string[]> = {
  jenkins: ['master', 'job', 'buildNumber', 'propertyFile', 'buildInfo', 'properties', 'link'],
  docker: ['account', 'repository', 'tag'],
  git: ['source', 'project', 'branch', 'slug', 'hash', 'action'],
  pipeline: [
    'parentExecution',
    'parentPipelineStageId',
    'parentPipelineId',
    'parentPipelineName',
    'parentPipelineApplication',
    'parentStatus',
    'isPipeline',
  ],
};

const triggerType: TypeTable = {
  name: 'Trigger',
  methods: objectMethods,
  properties: Object.fromEntries(
    [...new Set([...TRIGGER_FIELDS, ...Object.values(TYPED_TRIGGER_FIELDS).flat()])].map((name) => [
      name,
      (bean: Bean<{ json: Json }>) => triggerField(bean.data.json, name),
    ]),
  ),
  toJson: ({ data }) => asJson((data as { json: Json }).json),
};

/** A typed trigger's field exists when the trigger has that shape. */
function triggerField(json: Json, name: string): Value {
  const value = field(json, name);
  return value === undefined && !TRIGGER_FIELDS.includes(name) && !typedLike(json, name)
    ? (undefined as never)
    : fromJson(value ?? null);
}

const typedLike = (json: Json, name: string) =>
  Object.values(TYPED_TRIGGER_FIELDS).some(
    (names) => names.includes(name) && names.some((other) => field(json, other) !== undefined),
  );

const artifactType: TypeTable = {
  name: 'Artifact',
  methods: objectMethods,
  properties: {
    ...fieldsOf([
      'type',
      'name',
      'version',
      'location',
      'reference',
      'artifactAccount',
      'provenance',
      'uuid',
    ]),
    customKind: ({ data }: Bean<{ json: Json }>) => field(data.json, 'customKind') === true,
    metadata: ({ data }: Bean<{ json: Json }>) => fromJson(recordOf(data.json, 'metadata')),
  },
  print: ({ data }) =>
    `Artifact(${Object.entries((data as { json: Json }).json)
      .map(([key, value]) => `${key}=${String(value)}`)
      .join(', ')})`,
  toJson: ({ data }) => asJson((data as { json: Json }).json),
};

const sourceControlType: TypeTable = {
  name: 'SourceControl',
  methods: objectMethods,
  properties: fieldsOf(['name', 'branch', 'sha1']),
  toJson: ({ data }) => asJson((data as { json: Json }).json),
};

const executionStatusType: TypeTable = {
  name: 'ExecutionStatus',
  methods: {
    ...objectMethods,
    'name()': (status: EnumConstant) => status.name,
    'ordinal()': (status: EnumConstant) => int(status.ordinal),
    'isComplete()': (status: EnumConstant) =>
      ['SUCCEEDED', 'SKIPPED', 'FAILED_CONTINUE', 'TERMINAL', 'CANCELED', 'STOPPED'].includes(status.name),
    'isHalt()': (status: EnumConstant) => ['TERMINAL', 'CANCELED', 'STOPPED'].includes(status.name),
    'isSuccessful()': (status: EnumConstant) => ['SUCCEEDED', 'STOPPED', 'SKIPPED'].includes(status.name),
    'isFailure()': (status: EnumConstant) => FAILED.includes(status.name),
    'isSkipped()': (status: EnumConstant) => status.name === 'SKIPPED',
  },
};

const notEvaluableType: TypeTable = {
  name: 'NotEvaluableExpression',
  methods: objectMethods,
  properties: { expression: ({ data }: Bean<Value>) => data },
  print: () => 'NotEvaluableExpression',
  toJson: ({ data }) => ({ expression: toJson(data as Value, () => null) }),
};

/** What an execution and its parts offer. Source: orca-core `PipelineExecutionImpl`, `StageExecutionImpl`, `DefaultTrigger`. */
export const executionTypes: TypeTable[] = [
  executionType,
  authenticationType,
  stageType,
  triggerType,
  artifactType,
  sourceControlType,
  executionStatusType,
  notEvaluableType,
];
