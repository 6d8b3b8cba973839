import { RE2JS } from 're2js';
import { ExpressionError } from './failure.ts';

const MAX_CACHED = 200;
const compiled = new Map<string, RE2JS>();

/**
 * Compiles a Java pattern with RE2 semantics, whose time is linear in the text.
 * @throws ExpressionError PatternSyntaxException, also for look-around and back-references, which RE2 has not
 */
export function compileRegex(pattern: string): RE2JS {
  const known = compiled.get(pattern);
  if (known) return known;
  let regex: RE2JS;
  try {
    regex = RE2JS.compile(pattern);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ExpressionError('PatternSyntaxException', `${reason} near index 0\n${pattern}`, {
      hint: /\(\?<?[=!]|\\[1-9]/.test(pattern) ? 'look-around and back-references are not supported' : undefined,
    });
  }
  if (compiled.size >= MAX_CACHED) compiled.delete(compiled.keys().next().value as string);
  compiled.set(pattern, regex);
  return regex;
}
