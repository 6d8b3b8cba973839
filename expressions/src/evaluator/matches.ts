import { evaluationError, ExpressionError } from '../failure.ts';
import { compileRegex } from '../regex.ts';
import type { Value } from '../values/value.ts';
import type { CallContext } from './context.ts';

/** `matches`: the whole text against a pattern. Source: Spring `OperatorMatches`. */
export function matches(left: Value, pattern: Value, context: CallContext): boolean {
  if (left === null)
    throw evaluationError('EL1037E', "First operand to matches operator must be a string. 'null' is not");
  const text = context.convert(left);
  if (typeof pattern !== 'string') {
    throw evaluationError(
      'EL1038E',
      `Second operand to matches operator must be a string. '${context.print(pattern)}' is not`,
    );
  }
  if (pattern.length > 1000) {
    throw evaluationError(
      'EL1077E',
      "Regular expression contains too many characters, exceeding the threshold of '1,000'",
    );
  }
  try {
    return compileRegex(pattern, text, context.budget).matches(text);
  } catch (error) {
    if (!(error instanceof ExpressionError) || error.kind !== 'PatternSyntaxException') throw error;
    throw new ExpressionError(error.kind, `${error.message} - EL1018E: Pattern is not valid '${pattern}'`, {
      code: 'EL1018E',
      hint: error.hint,
    });
  }
}
