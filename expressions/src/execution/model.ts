import { long } from '../values/number.ts';
import { EnumConstant, JavaObject, type Value } from '../values/value.ts';

/** An execution's or stage's JSON as Orca writes it. */
export type Json = Record<string, unknown>;

export interface StageData {
  json: Json;
  execution: ExecutionData;
}

export interface ExecutionData {
  json: Json;
  stages: StageData[];
}

/** The order of Orca's statuses. Source: orca-api `ExecutionStatus`. */
const STATUSES = [
  'NOT_STARTED',
  'RUNNING',
  'PAUSED',
  'SUSPENDED',
  'SUCCEEDED',
  'FAILED_CONTINUE',
  'TERMINAL',
  'CANCELED',
  'REDIRECT',
  'STOPPED',
  'SKIPPED',
  'BUFFERED',
];

export const isRecord = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export function executionData(json: unknown): ExecutionData | undefined {
  if (!isRecord(json)) return undefined;
  const data: ExecutionData = { json, stages: [] };
  if (Array.isArray(json['stages']))
    data.stages = json['stages'].filter(isRecord).map((stage) => ({ json: stage, execution: data }));
  return data;
}

export const executionObject = (data: ExecutionData) => new JavaObject('Execution', data);
export const stageObject = (data: StageData) => new JavaObject('Stage', data);

/** A field of the JSON; names of the prototype are no fields. */
export const field = (json: Json, name: string): unknown =>
  Object.hasOwn(json, name) ? json[name] : undefined;

export function statusOf(json: Json): EnumConstant {
  const status = field(json, 'status');
  const name = typeof status === 'string' ? status : 'NOT_STARTED';
  return new EnumConstant('ExecutionStatus', name, STATUSES.indexOf(name), true);
}

/** Times are 64-bit whatever their size. */
export function timeOf(json: Json, name: string): Value {
  const value = field(json, name);
  return typeof value === 'number' ? long(BigInt(Math.trunc(value))) : null;
}

export const recordOf = (json: Json, name: string): Json => {
  const value = field(json, name);
  return isRecord(value) ? value : {};
};

const TRIGGER_DEFAULTS = {
  type: 'none',
  user: '[anonymous]',
  parameters: {},
  artifacts: [],
  notifications: [],
  rebake: false,
  dryRun: false,
  strategy: false,
  resolvedExpectedArtifacts: [],
};

/** The trigger as a map: its own fields over the defaults of the class. */
export const triggerJson = (execution: ExecutionData): Json => ({
  ...TRIGGER_DEFAULTS,
  ...recordOf(execution.json, 'trigger'),
});
