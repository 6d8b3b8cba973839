import { thrown, limitReached } from '../failure.ts';
import { compileRegex } from '../regex.ts';
import type { CallContext } from '../evaluator/context.ts';

/** Regular-expression methods of String, with the work bounded by the text's length. */

/** `replaceAll` and `replaceFirst` with `$1`, `${name}` and `\` in the replacement. */
export function replacePattern(
  text: string,
  pattern: string,
  replacement: string,
  all: boolean,
  { budget }: CallContext,
): string {
  const matcher = compileRegex(pattern, text, budget).matcher(text);
  let result = '';
  let pos = 0;
  while (matcher.find()) {
    budget.step(4);
    result += text.slice(pos, matcher.start()) + expand(replacement, matcher);
    if (result.length > budget.limits.textLength) budget.checkTextLength(result.length);
    pos = matcher.end();
    if (!all) break;
  }
  return result + text.slice(pos);
}

interface Groups {
  group(which?: number | string | null): string | null;
  groupCount(): number;
}

function expand(replacement: string, groups: Groups): string {
  let result = '';
  for (let i = 0; i < replacement.length; i++) {
    const c = replacement[i];
    if (c === '\\') {
      i++;
      if (i >= replacement.length)
        throw thrown('IllegalArgumentException', 'character to be escaped is missing');
      result += replacement[i];
    } else if (c === '$') {
      const named = /^\{(\w+)\}/.exec(replacement.slice(i + 1));
      const digit = /^\d/.exec(replacement.slice(i + 1));
      if (named) {
        result += groups.group(named[1]) ?? '';
        i += named[0].length;
      } else if (digit) {
        let number = Number(digit[0]);
        i++;
        if (number > groups.groupCount()) throw thrown('IndexOutOfBoundsException', `No group ${number}`);
        for (
          let next = replacement[i + 1] ?? '';
          next >= '0' && next <= '9';
          next = replacement[i + 1] ?? ''
        ) {
          if (number * 10 + Number(next) > groups.groupCount()) break;
          number = number * 10 + Number(next);
          i++;
        }
        result += groups.group(number) ?? '';
      } else throw thrown('IllegalArgumentException', 'Illegal group reference');
    } else result += c;
  }
  return result;
}

/** Java's `split`: a positive limit bounds the parts, zero drops trailing empty ones, negative keeps all. */
export function splitPattern(
  text: string,
  pattern: string,
  limit: number,
  { budget }: CallContext,
): string[] {
  const parts: string[] = [];
  const matcher = compileRegex(pattern, text, budget).matcher(text);
  let pos = 0;
  while (matcher.find()) {
    budget.step();
    if (limit > 0 && parts.length === limit - 1) break;
    if (matcher.end() === 0) continue;
    if (
      matcher.start() === text.length &&
      matcher.end() === text.length &&
      pos === text.length &&
      matcher.start() === matcher.end()
    )
      break;
    parts.push(text.slice(pos, matcher.start()));
    pos = matcher.end();
    if (parts.length > budget.limits.collectionSize)
      throw limitReached(`split makes more than ${budget.limits.collectionSize} parts`);
  }
  if (parts.length === 0 && pos === 0) return [text];
  parts.push(text.slice(pos));
  if (limit === 0) while (parts.length > 0 && parts.at(-1) === '') parts.pop();
  return parts;
}

/** `replace` of a plain text; the length is checked before the text is made. */
export function replaceText(
  text: string,
  target: string,
  replacement: string,
  { budget }: CallContext,
): string {
  let count = 0;
  if (target === '') count = text.length + 1;
  else for (let at = text.indexOf(target); at >= 0; at = text.indexOf(target, at + target.length)) count++;
  budget.checkTextLength(text.length + count * Math.max(0, replacement.length - target.length));
  if (target === '')
    return replacement + [...Array(text.length).keys()].map((i) => text.charAt(i) + replacement).join('');
  return text.split(target).join(replacement);
}
