import { ExpressionError } from '../failure.ts';
import type { Node } from '../syntax/node.ts';
import { parse } from '../syntax/parser.ts';

/** A part of a template: plain text, or an expression with its (trimmed) source and the offset of that source. */
export type Part = { text: string } | { source: string; offset: number; node: Node };

export const isExpressionPart = (part: Part): part is Extract<Part, { source: string }> => 'source' in part;

const CLOSING: Record<string, string> = { ')': '(', ']': '[', '}': '{' };

/**
 * Splits a template at its `${…}` and parses each expression.
 * @throws ExpressionError ParseException for brackets and quotes that do not match, and the parser's own
 * Source: Spring `TemplateAwareExpressionParser`.
 */
export function parseTemplate(template: string, maxExpressionLength: number): Part[] {
  const parts: Part[] = [];
  let pos = 0;
  while (pos < template.length) {
    const start = template.indexOf('${', pos);
    if (start < 0) {
      parts.push({ text: template.slice(pos) });
      break;
    }
    if (start > pos) parts.push({ text: template.slice(pos, start) });
    const end = findEnd(template, start + 2);
    if (end === undefined) {
      throw fault(
        template,
        start,
        `No ending suffix '}' for expression starting at character ${start}: ${template.slice(start)}`,
      );
    }
    const inner = template.slice(start + 2, end);
    const source = javaTrim(inner);
    if (source === '')
      throw fault(template, start, `No expression defined within delimiter '\${}' at character ${start}`);
    if (source.length > maxExpressionLength) {
      throw new ExpressionError(
        'SpelEvaluationException',
        `EL1079E: SpEL expression is too long, exceeding the threshold of '${maxExpressionLength.toLocaleString('en-US')}' characters`,
        { code: 'EL1079E' },
      );
    }
    parts.push({ source, offset: start + 2 + inner.indexOf(source), node: parse(source) });
    pos = end + 1;
  }
  return parts;
}

/** Finds the `}` that ends an expression, skipping brackets and quoted texts. */
function findEnd(template: string, from: number): number | undefined {
  if (template.indexOf('}', from) < 0) return undefined;
  const open: { bracket: string; pos: number }[] = [];
  for (let pos = from; pos < template.length; pos++) {
    const c = template[pos] as string;
    if (c === '}' && open.length === 0) return pos;
    if (c === '{' || c === '[' || c === '(') open.push({ bracket: c, pos });
    else if (c === ')' || c === ']' || c === '}') {
      const last = open.pop();
      if (!last)
        throw fault(
          template,
          pos,
          `Found closing '${c}' at position ${pos} without an opening '${CLOSING[c]}'`,
        );
      if (last.bracket !== CLOSING[c]) {
        throw fault(
          template,
          pos,
          `Found closing '${c}' at position ${pos} but most recent opening is '${last.bracket}' at position ${last.pos}`,
        );
      }
    } else if (c === "'" || c === '"') {
      const close = template.indexOf(c, pos + 1);
      if (close < 0)
        throw fault(template, pos, `Found non terminating string literal starting at position ${pos}`);
      pos = close;
    }
  }
  const last = open.pop();
  if (last) {
    const closing = Object.keys(CLOSING).find((key) => CLOSING[key] === last.bracket);
    throw fault(
      template,
      last.pos,
      `Missing closing '${closing}' for '${last.bracket}' at position ${last.pos}`,
    );
  }
  return undefined;
}

const fault = (template: string, position: number, text: string) =>
  new ExpressionError('ParseException', `Expression [${template}] @${position}: ${text}`, { position });

/** Java's `trim`: everything up to U+0020. */
export function javaTrim(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && text.charCodeAt(start) <= 32) start++;
  while (end > start && text.charCodeAt(end - 1) <= 32) end--;
  return text.slice(start, end);
}
