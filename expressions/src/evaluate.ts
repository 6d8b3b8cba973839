import type { CallContext } from './evaluator/context.ts';
import { Evaluator } from './evaluator/evaluator.ts';
import { executionData, isRecord, type ExecutionData } from './execution/model.ts';
import { ancestorLookup } from './execution/stage-context.ts';
import { ExpressionError, limitReached } from './failure.ts';
import { functions, functionsWithoutDoNotEval, withExecutionArgument } from './functions/index.ts';
import { missingNameHint } from './hint.ts';
import { Budget, defaultLimits, type Limits } from './limits.ts';
import { rootMap } from './root.ts';
import { failureOf, keysHolding, type Failure } from './summary.ts';
import { parsedTemplate } from './template/cache.ts';
import { isExpressionPart, type Part } from './template/template.ts';
import { objectOrder, objectText, objectToJson } from './types/index.ts';
import { compareValues, javaEquals, looseEquals } from './values/compare.ts';
import { define, toJson } from './values/json.ts';
import { convertedText, javaText } from './values/text.ts';
import { EnumConstant, type Value } from './values/value.ts';

export interface EvaluateOptions {
  /** default true: an unknown key of the root or a map is null; false = strict (pipeline start) */
  allowUnknownKeys?: boolean;
  /** looked up when a name is not in `context` (ancestor outputs are supplied this way by Orca) */
  lookup?: (name: string) => unknown;
  /** what the execution functions (#stage, #judgment …) read: an execution as Orca's JSON */
  execution?: unknown;
  currentStageId?: string;
  user?: string;
  /** lookups of other services for #pipelineId, #applicationMetadata …; absent = the function fails clearly */
  services?: CallContext['services'];
  /** characters of one expression, 10,000 by default */
  maxExpressionLength?: number;
  limits?: Partial<Limits>;
  /** default true; false takes #doNotEval away */
  doNotEvalEnabled?: boolean;
  now?: () => number;
  randomUuid?: () => string;
}

export interface Evaluation {
  /** the template with its expressions replaced: plain JSON */
  value: unknown;
  failures: Failure[];
}

/**
 * Evaluates every `${…}` in a template: a text, or a list or map with texts at any depth, keys included.
 * What cannot be evaluated stays as its text and is reported; nothing is thrown.
 * Source: kork-expressions `ExpressionTransform`.
 */
export function evaluate(
  template: unknown,
  context: Record<string, unknown>,
  options: EvaluateOptions = {},
): Evaluation {
  const pass = new Pass(context, options);
  const value = pass.transform(template, [], undefined, 0);
  return { value, failures: pass.failures };
}

/** The value of one text template with its Java type, for measurements and tests. */
export function evaluateTyped(
  template: string,
  context: Record<string, unknown>,
  options: EvaluateOptions = {},
): { value: Value; failures: Failure[]; text: string } {
  const pass = new Pass(context, options);
  const value = pass.text(template, [], undefined);
  return { value, failures: pass.failures, text: pass.print(value) };
}

/** One pass over a template: every expression sees the same root and shares one budget. */
class Pass {
  readonly failures: Failure[] = [];
  private readonly evaluator: Evaluator;
  private readonly context: CallContext;
  private readonly maxExpressionLength: number;

  constructor(context: Record<string, unknown>, options: EvaluateOptions) {
    const budget = new Budget({ ...defaultLimits, ...options.limits }, options.now ?? Date.now);
    const execution = executionData(options.execution);
    this.maxExpressionLength = options.maxExpressionLength ?? 10_000;
    this.context = {
      budget,
      root: rootMap(
        context,
        execution,
        options.lookup ?? ancestorsOfCurrent(execution, options.currentStageId),
      ),
      now: options.now ?? Date.now,
      randomUuid: options.randomUuid ?? (() => crypto.randomUUID()),
      random: Math.random,
      print: (value) => javaText(value, objectText, budget),
      convert: (value) => convertedText(value, objectText, budget),
      equals: (left, right) => looseEquals(left, right, budget, objectOrder),
      strictEquals: (left, right) => javaEquals(left, right, budget),
      compare: (left, right) => compareValues(left, right, objectOrder),
      currentStageId: options.currentStageId,
      user: options.user,
      services: options.services ?? {},
    };
    this.evaluator = new Evaluator(
      this.context,
      options.doNotEvalEnabled === false ? functionsWithoutDoNotEval : functions,
      options.allowUnknownKeys ?? true,
    );
  }

  print(value: Value): string {
    return this.context.print(value);
  }

  /** Walks the template; `holder` is the map that the value stands in. */
  transform(
    template: unknown,
    path: (string | number)[],
    holder: Record<string, unknown> | undefined,
    depth: number,
  ): unknown {
    if (typeof template === 'string')
      return template.includes('${') ? this.toPlain(template, path, holder) : template;
    if (typeof template !== 'object' || template === null) return template;
    if (depth > 400) {
      this.failures.push(
        failureOf(limitReached('The template nests deeper than 400 levels'), '', path, undefined),
      );
      return template;
    }
    if (Array.isArray(template))
      return template.map((item, i) => this.transform(item, [...path, i], undefined, depth + 1));
    if (!isRecord(template) || !isPlainObject(template)) return template;
    const result: Record<string, unknown> = {};
    for (const [key, value] of Object.entries(template)) {
      const name = key.includes('${') ? this.print(this.text(key, [...path, key], undefined)) : key;
      define(result, name, this.transform(value, [...path, key], template, depth + 1));
    }
    return result;
  }

  private toPlain(
    template: string,
    path: (string | number)[],
    holder: Record<string, unknown> | undefined,
  ): unknown {
    const value = this.text(template, path, holder);
    try {
      return toJson(value, objectToJson, this.context.budget);
    } catch (error) {
      this.report(asExpressionError(error), template, undefined, path, holder);
      return template;
    }
  }

  /** The value of a text template; the text itself when it fails. */
  text(template: string, path: (string | number)[], holder: Record<string, unknown> | undefined): Value {
    if (!template.includes('${')) return template;
    const source = withExecutionArgument(template);
    let parts: Part[] | undefined;
    try {
      parts = parsedTemplate(source, this.maxExpressionLength);
      const [only] = parts;
      if (parts.length === 1 && only && isExpressionPart(only)) {
        const value = this.evaluator.evaluate(only.node);
        if (value === null) {
          this.unresolved(template, parts, path, holder);
          return template;
        }
        return value instanceof EnumConstant && value.actsAsText ? value.name : value;
      }
      return this.mixed(template, parts, path, holder);
    } catch (error) {
      this.report(asExpressionError(error), template, parts ?? source, path, holder);
      return template;
    }
  }

  private mixed(
    template: string,
    parts: Part[],
    path: (string | number)[],
    holder: Record<string, unknown> | undefined,
  ): string {
    let result = '';
    let missing = false;
    for (const part of parts) {
      if (!isExpressionPart(part)) result += part.text;
      else {
        const value = this.evaluator.evaluate(part.node);
        missing ||= value === null;
        result += value === null ? `\${${part.source}}` : this.context.convert(value);
      }
      this.context.budget.checkTextLength(result.length);
    }
    if (missing) this.unresolved(template, parts, path, holder);
    return result;
  }

  private unresolved(
    template: string,
    parts: Part[],
    path: (string | number)[],
    holder: Record<string, unknown> | undefined,
  ): void {
    const nodes = parts.filter(isExpressionPart).map((part) => part.node);
    const hint = nodes
      .map((node) => missingNameHint(node, this.context.root))
      .find((found) => found !== undefined);
    this.report(new ExpressionError('Unresolved', '', { hint }), template, parts, path, holder);
  }

  private report(
    error: ExpressionError,
    template: string,
    parsed: Part[] | string | undefined,
    path: (string | number)[],
    holder: Record<string, unknown> | undefined,
  ): void {
    this.failures.push(failureOf(error, keysHolding(template, holder), path, parsed ?? template));
  }
}

/** Without a lookup of the caller's, the outputs of the current stage's ancestors are looked at. */
function ancestorsOfCurrent(
  execution: ExecutionData | undefined,
  stageId: string | undefined,
): ((name: string) => unknown) | undefined {
  const stage =
    stageId === undefined ? undefined : execution?.stages.find(({ json }) => json['id'] === stageId);
  return stage && ancestorLookup(stage);
}

/** A stack that ran out is a limit as well; anything else that is no ExpressionError is a bug and is thrown on. */
function asExpressionError(error: unknown): ExpressionError {
  if (error instanceof ExpressionError) return error;
  if (error instanceof RangeError)
    return limitReached('The expression or its values nest too deeply: split it into several');
  throw error;
}

function isPlainObject(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype || Object.getPrototypeOf(prototype) === null;
}

/** True when the value holds an expression anywhere: a cheap check to skip work. */
export function containsExpression(value: unknown): boolean {
  const pending = [value];
  for (let next = pending.pop(); pending.length > 0 || next !== undefined; next = pending.pop()) {
    if (typeof next === 'string') {
      if (next.includes('${')) return true;
    } else if (Array.isArray(next)) pending.push(...(next as unknown[]).filter((item) => item != null));
    else if (isRecord(next)) {
      for (const [key, item] of Object.entries(next)) {
        if (key.includes('${')) return true;
        if (item != null) pending.push(item);
      }
    }
  }
  return false;
}
