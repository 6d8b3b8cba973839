/**
 * Why an expression could not be evaluated; `message` is worded as Spinnaker's summary words it.
 * Source: kork-expressions `ExpressionTransform`, Spring `SpelMessage`.
 */
export class ExpressionError extends Error {
  readonly kind: string;
  readonly code: string | undefined;
  readonly position: number | undefined;
  readonly hint: string | undefined;

  constructor(
    kind: string,
    message: string,
    details: { code?: string; position?: number; hint?: string } = {},
  ) {
    super(message);
    this.name = 'ExpressionError';
    this.kind = kind;
    this.code = details.code;
    this.position = details.position;
    this.hint = details.hint;
  }
}

/** An error of the evaluator itself, with Spring's code. */
export const evaluationError = (code: string, text: string, hint?: string) =>
  new ExpressionError('SpelEvaluationException', `${code}: ${text}`, { code, hint });

/** An error whose root cause is another exception: Spinnaker prints the cause first. */
export const causedError = (kind: string, cause: string, code: string, text: string, hint?: string) =>
  new ExpressionError(kind, `${cause} - ${code}: ${text}`, { code, hint });

/** An exception that a called method threw. */
export const thrown = (kind: string, message: string) => new ExpressionError(kind, message);

/** A fault found while reading the expression's text. */
export const parseError = (source: string, position: number, code: string, text: string) =>
  new ExpressionError('SpelParseException', `Expression [${source}] @${position}: ${code}: ${text}`, {
    code,
    position,
  });

/** Our own refusal: what Spinnaker lets pass and this evaluator does not. */
export const refused = (what: string, remedy: string) =>
  new ExpressionError('Refused', `${what} is refused: expressions only read. ${remedy}`);

/** One of the limits was reached. */
export const limitReached = (what: string) => new ExpressionError('LimitExceeded', what);
