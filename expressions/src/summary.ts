import type { ExpressionError } from './failure.ts';
import { isExpressionPart, javaTrim, type Part } from './template/template.ts';

/** Why an expression of a template was not evaluated. */
export interface Failure {
  /** key in Spinnaker's expressionEvaluationSummary */
  expression: string;
  /** where in the template */
  path: (string | number)[];
  /** offset inside the expression, when known */
  position?: number;
  level: 'INFO' | 'ERROR';
  /** e.g. `Unresolved`, `SpelEvaluationException` */
  kind: string;
  /** Spring's code, e.g. `EL1008E` */
  code?: string;
  /** Spinnaker's description, e.g. `Failed to evaluate [key] : x not found` */
  message: string;
  /** what would help, e.g. the nearest name that exists */
  hint?: string;
}

/**
 * Puts an error into the words of Spinnaker's summary: INFO for what was null, else ERROR without any `$`.
 * Source: kork-expressions `ExpressionTransform`, `ExpressionEvaluationSummary`.
 */
export function failureOf(
  error: ExpressionError,
  keys: string,
  path: (string | number)[],
  parsed: Part[] | string | undefined,
): Failure {
  const expression =
    parsed === undefined ? '' : typeof parsed === 'string' ? escapedText(parsed) : summaryKey(parsed);
  const { kind, code, position, hint } = error;
  const isNull = kind === 'Unresolved';
  const message = isNull
    ? `Failed to evaluate ${keys} : ${expression} not found`
    : `Failed to evaluate ${keys} ${error.message}`.replaceAll('$', '');
  return {
    expression,
    path,
    level: isNull ? 'INFO' : 'ERROR',
    kind,
    message,
    ...(position === undefined ? {} : { position }),
    ...(code === undefined ? {} : { code }),
    ...(hint === undefined ? {} : { hint }),
  };
}

/** The parts of a template joined without their delimiters. */
const summaryKey = (parts: Part[]) =>
  parts.map((part) => (isExpressionPart(part) ? part.source : part.text)).join('');

/** The summary key of a template that does not parse. */
function escapedText(template: string): string {
  const whole = /^\$\{(.*)\}$/.exec(template);
  return whole ? javaTrim(whole[1] ?? '') : javaTrim(template).replaceAll('$', '');
}

/** The keys of a map that hold this text, nested maps included, as `[a, b]`; outside a map the text itself. */
export function keysHolding(template: string, holder: Record<string, unknown> | undefined): string {
  if (!holder) return template;
  const keys: string[] = [];
  let visited = 0;
  const search = (value: unknown, depth: number): boolean => {
    if (value === template) return true;
    if (
      typeof value !== 'object' ||
      value === null ||
      Array.isArray(value) ||
      depth > 20 ||
      ++visited > 10_000
    )
      return false;
    return Object.values(value).some((item) => search(item, depth + 1));
  };
  for (const [key, value] of Object.entries(holder)) if (search(value, 0)) keys.push(key);
  return `[${keys.join(', ')}]`;
}
