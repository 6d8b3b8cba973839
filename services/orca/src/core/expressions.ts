import type { Context, StageExecution } from '@gennaker/contracts/orca';
import { isTrue, lookupIn } from './context.ts';
import type { Deps, ExpressionFailure } from './deps.ts';
import { runAs } from './run-as.ts';
import type { ExecutionState } from './state.ts';

/** Never evaluated: the first is evaluated by its own rule, the others hold texts about expressions. */
const NOT_EVALUATED = ['stageEnabled', 'expressionEvaluationSummary', 'exception'];

interface SummaryEntry {
  description: string;
  level: string;
  exceptionType?: string | undefined;
  timestamp: number;
}

function holdsExpression(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('${');
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return value.some(holdsExpression);
  return Object.entries(value).some(([key, inner]) => key.includes('${') || holdsExpression(inner));
}

export interface Evaluated {
  context: Context;
  failures: ExpressionFailure[];
}

/** A stage's own context with its expressions resolved; what cannot be resolved stays as text. */
export function evaluatedContext(state: ExecutionState, stage: StageExecution, deps: Deps): Evaluated {
  const raw = rawKeysOf(stage, deps);
  const template = Object.fromEntries(
    Object.entries(stage.context).filter(
      ([key, value]) => !raw.has(key) && (key.includes('${') || holdsExpression(value)),
    ),
  );
  if (Object.keys(template).length === 0) return { context: stage.context, failures: [] };
  const { value, failures } = deps.evaluate(template, stage.context, optionsFor(state, stage));
  return { context: replaced(stage.context, template, value as Context), failures };
}

/** Keeps the order of keys; a key that was an expression itself gets its new name. */
function replaced(context: Context, template: Context, evaluated: Context): Context {
  const kept = Object.fromEntries(Object.entries(context).filter(([key]) => !Object.hasOwn(template, key)));
  const order = Object.keys(context);
  const all = { ...kept, ...evaluated };
  return Object.fromEntries(Object.entries(all).toSorted(([a], [b]) => place(order, a) - place(order, b)));
}

const place = (order: string[], key: string): number => {
  const index = order.indexOf(key);
  return index < 0 ? order.length : index;
};

function rawKeysOf(stage: StageExecution, { definitions }: Deps): Set<string> {
  return new Set([...NOT_EVALUATED, ...(definitions.get(stage).rawKeys ?? [])]);
}

export const optionsFor = (state: ExecutionState, stage: StageExecution) => ({
  lookup: lookupIn(state, stage),
  execution: state.execution,
  currentStageId: stage.id,
  user: runAs(state, stage).user,
  allowUnknownKeys: true,
});

/**
 * Resolves a stage's context for good and keeps its summary of failures up to date.
 * @returns whether all of it could be resolved
 */
export function evaluateAndStore(state: ExecutionState, stage: StageExecution, deps: Deps): boolean {
  const { context, failures } = evaluatedContext(state, stage, deps);
  const notes = state.notesOf(stage);
  if (context === stage.context && !notes.failing) return true;
  stage.context = withSummary(context, failures, notes.failing ?? [], deps.now);
  if (failures.length > 0) notes.failing = failures.map(({ expression }) => expression);
  else delete notes.failing;
  state.touch(stage);
  return failures.length === 0;
}

/** Entries that have been mended since are removed; those that a task wrote itself are kept. */
function withSummary(
  context: Context,
  failures: ExpressionFailure[],
  before: string[],
  now: number,
): Context {
  const summary = { ...summaryOf(context) };
  for (const expression of before) delete summary[expression];
  for (const failure of failures) summary[failure.expression] = [entryOf(failure, now)];
  const { expressionEvaluationSummary: _, ...rest } = context;
  return Object.keys(summary).length === 0 ? rest : { ...rest, expressionEvaluationSummary: summary };
}

const entryOf = ({ message, level, kind }: ExpressionFailure, now: number): SummaryEntry => ({
  description: message,
  level,
  ...(level === 'ERROR' ? { exceptionType: kind } : {}),
  timestamp: now,
});

const summaryOf = (context: Context): Record<string, SummaryEntry[]> =>
  (context['expressionEvaluationSummary'] as Record<string, SummaryEntry[]> | undefined) ?? {};

/** The texts of all failed expressions of a stage. */
export const failedExpressions = (stage: StageExecution): string[] =>
  Object.values(summaryOf(stage.context)).flatMap((entries) => entries.map(({ description }) => description));

export const mustFailOnExpressions = (stage: StageExecution): boolean =>
  isTrue(stage.context['failOnFailedExpressions']) && failedExpressions(stage).length > 0;

/**
 * Whether a stage is switched on. What cannot be evaluated, or is anything but true, switches it off.
 * Source: orca-core `OptionalStageSupport`.
 */
export function isEnabled(state: ExecutionState, stage: StageExecution, deps: Deps): boolean {
  if (state.execution.type !== 'PIPELINE') return true;
  const { type, expression } = (stage.context['stageEnabled'] ?? {}) as {
    type?: unknown;
    expression?: unknown;
  };
  if (type !== 'expression' || typeof expression !== 'string' || expression.trim() === '') return true;
  const { value } = deps.evaluate(`\${${expression}}`, stage.context, optionsFor(state, stage));
  return String(value).toLowerCase() === 'true';
}
