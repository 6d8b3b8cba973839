import { evaluate, evaluateTyped, type EvaluateOptions } from '../src/evaluate.ts';
import type { Failure } from '../src/summary.ts';
import { objectToJson } from '../src/types/index.ts';
import { toJson } from '../src/values/json.ts';
import { reviveNumbers } from '../src/values/json-text.ts';
import { typeName } from '../src/values/names.ts';
import { Num } from '../src/values/number.ts';

/** One measured case: what the original answered for a template in a context. */
export interface GoldenRow {
  id: string;
  group: string;
  context: Record<string, unknown>;
  template: unknown;
  options?: {
    allowUnknownKeys?: boolean;
    current?: { stageId?: string; user?: string | null };
    services?: {
      pipelines?: Record<string, { id: string; name: string }[]>;
      applications?: Record<string, unknown>;
    };
    maxExpressionLength?: number;
    doNotEvalEnabled?: boolean;
  };
  result?: unknown;
  type?: string;
  text?: string;
  shape?: string;
  error?: GoldenError;
  summary?: GoldenError[];
  opaque?: boolean;
}

interface GoldenError {
  kind: string;
  level: string;
  code?: string;
  message: string;
  expression: string;
}

/** Reads a row keeping `1.0` apart from `1`. */
export const readRow = (line: string): GoldenRow => JSON.parse(line, reviveNumbers) as GoldenRow;

/** What differs from the original in this row, or undefined; kinds, codes and messages are informative only. */
export function difference(row: GoldenRow): string | undefined {
  return typeof row.template === 'string' ? textDifference(row, row.template) : mapDifference(row);
}

/** Whether kinds, codes and messages are the original's as well. */
export function sameWording(row: GoldenRow): boolean {
  const { context, options } = prepare(row);
  const failures = evaluate(
    typeof row.template === 'string' ? { x: row.template } : row.template,
    context,
    options,
  ).failures;
  const expected = row.error ? [row.error] : (row.summary ?? []);
  return expected.every((error) =>
    failures.some(
      (failure) =>
        failure.kind === error.kind && failure.code === error.code && failure.message === error.message,
    ),
  );
}

function prepare(row: GoldenRow): { context: Record<string, unknown>; options: EvaluateOptions } {
  const { execution, ...rest } = row.context;
  const { options = {} } = row;
  const stages =
    execution === undefined ? [] : ((execution as { stages?: Record<string, unknown>[] }).stages ?? []);
  const current = stages.find((stage) => stage['id'] === options.current?.stageId);
  const pipelines = options.services?.pipelines;
  const applications = options.services?.applications;
  return {
    context: current ? { ...rest, ...(current['context'] as Record<string, unknown>) } : rest,
    options: {
      allowUnknownKeys: options.allowUnknownKeys,
      execution,
      currentStageId: options.current?.stageId,
      user: options.current?.user ?? undefined,
      maxExpressionLength: options.maxExpressionLength,
      doNotEvalEnabled: options.doNotEvalEnabled,
      services: {
        pipelineId:
          pipelines &&
          ((name, application) => pipelines[application]?.find((pipeline) => pipeline.name === name)?.id),
        application: applications && ((name) => applications[name]),
      },
    },
  };
}

function textDifference(row: GoldenRow, template: string): string | undefined {
  const { context, options } = prepare(row);
  const { value: typed, text } = evaluateTyped(template, context, options);
  const { failures } = evaluate({ x: template }, context, options);
  const actual = row.opaque ? undefined : toJson(typed, objectToJson, undefined, true);
  if (row.error) {
    const fault = failureDifference(failures[0], row.error);
    if (fault) return fault;
    const wanted = 'result' in row ? row.result : template;
    return same(actual, wanted) ? undefined : `answers ${show(actual)} instead of ${show(wanted)}`;
  }
  if (failures[0]) return `fails: ${failures[0].message}, but the original answers ${show(row.result)}`;
  const type = typed === null ? 'null' : typeName(typed);
  if (type !== row.type) return `has type ${type} instead of ${row.type}`;
  if (row.opaque) return undefined;
  if (row.shape !== undefined)
    return new RegExp(row.shape).test(typeof actual === 'string' ? actual : String(actual))
      ? undefined
      : `${show(actual)} has not the shape ${row.shape}`;
  if (row.text !== undefined && text !== row.text) return `prints ${text} instead of ${row.text}`;
  return same(actual, row.result) ? undefined : `answers ${show(actual)} instead of ${show(row.result)}`;
}

function failureDifference(failure: Failure | undefined, expected: GoldenError): string | undefined {
  if (!failure) return `succeeds, but the original fails: ${expected.message}`;
  if (failure.level !== expected.level)
    return `has level ${failure.level} instead of ${expected.level}: ${failure.message}`;
  return failure.expression === expected.expression
    ? undefined
    : `names ${show(failure.expression)} instead of ${show(expected.expression)}`;
}

function mapDifference(row: GoldenRow): string | undefined {
  const { context, options } = prepare(row);
  const { value, failures } = evaluate(row.template, context, options);
  const { expressionEvaluationSummary: _, ...rest } = value as Record<string, unknown>;
  const kept =
    (row.result as Record<string, unknown>)['expressionEvaluationSummary'] === undefined ? rest : value;
  if (!same(kept, row.result)) return `answers ${show(kept)} instead of ${show(row.result)}`;
  const entries = (list: { level: string; expression: string; message: string }[]) =>
    [...new Set(list.map((entry) => `${entry.level} ${entry.expression}`))].sort().join('\n');
  const [actual, expected] = [entries(failures), entries(row.summary ?? [])];
  return actual === expected ? undefined : `reports ${actual} instead of ${expected}`;
}

const plain = (value: unknown): unknown =>
  value instanceof Num ? (typeof value.value === 'bigint' ? value.value : Number(value.value)) : value;

/** Equal as JSON; the order of keys and the spelling of numbers do not count. */
function same(left: unknown, right: unknown): boolean {
  const [a, b] = [plain(left), plain(right)];
  if (typeof a === 'object' && typeof b === 'object' && a !== null && b !== null) {
    if (Array.isArray(a) !== Array.isArray(b)) return false;
    const [keysA, keysB] = [Object.keys(a), Object.keys(b)];
    return (
      keysA.length === keysB.length &&
      keysA.every((key) => Object.hasOwn(b, key) && same(a[key as never], b[key as never]))
    );
  }
  if (typeof a === 'bigint' || typeof b === 'bigint') return String(a) === String(b);
  return a === b || (Number.isNaN(a) && Number.isNaN(b));
}

const show = (value: unknown) =>
  (
    JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? String(part) : plain(part))) ??
    'nothing'
  ).slice(0, 200);
