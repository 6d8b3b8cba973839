import { RE2JS } from 're2js';
import { ExpressionError } from './failure.ts';
import type { Budget } from './limits.ts';

const MAX_CACHED = 200;

interface Compiled {
  regex: RE2JS;
  /** about how much one character of text costs */
  weight: number;
}

const compiled = new Map<string, Compiled>();

/**
 * Compiles a Java pattern with RE2 semantics, whose time is linear in the text; the work on `text` is counted before it is done.
 * @throws ExpressionError PatternSyntaxException, also for look-around and back-references, which RE2 has not
 */
export function compileRegex(pattern: string, text: string, budget: Budget): RE2JS {
  let known = compiled.get(pattern);
  if (!known) {
    budget.step(pattern.length);
    known = compile(pattern);
    if (compiled.size >= MAX_CACHED) compiled.delete(compiled.keys().next().value as string);
    compiled.set(pattern, known);
  }
  budget.step(Math.floor((text.length * known.weight) / 16));
  return known.regex;
}

function compile(pattern: string): Compiled {
  const repeats = [...pattern.matchAll(/\{(\d+)(?:,(\d*))?\}/g)].map(([, low, high]) => Number(high || low));
  const weight = pattern.length * Math.max(1, ...repeats);
  try {
    return { regex: RE2JS.compile(fromJava(pattern)), weight };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ExpressionError('PatternSyntaxException', `${reason}\n${pattern}`, {
      hint: /\(\?<?[=!]|\\[1-9]/.test(pattern)
        ? 'look-around and back-references are not supported'
        : undefined,
    });
  }
}

const POSIX = [
  'Lower',
  'Upper',
  'ASCII',
  'Alpha',
  'Digit',
  'Alnum',
  'Punct',
  'Graph',
  'Print',
  'Blank',
  'Cntrl',
  'XDigit',
  'Space',
];
const SPACES = ' \\t\\x{a0}\\x{1680}\\x{180e}\\x{2000}-\\x{200a}\\x{202f}\\x{205f}\\x{3000}';

/** Rewrites what Java spells differently: `\p{Alpha}`, `\h`, `\R`, `\Z`; a `{` that repeats nothing is an error there. */
function fromJava(pattern: string): string {
  let result = '';
  let depth = 0;
  for (let i = 0; i < pattern.length; i++) {
    const rest = pattern.slice(i);
    const c = pattern.charAt(i);
    if (c === '\\') {
      const quoted = /^\\Q[\s\S]*?(?:\\E|$)/.exec(rest);
      const braced = /^\\([pP])\{(\w+)\}/.exec(rest);
      const escape = quoted?.[0] ?? braced?.[0] ?? rest.slice(0, 2);
      result += braced
        ? property(braced[0], braced[1] === 'P', braced[2] ?? '', depth > 0)
        : ownEscape(escape, depth > 0);
      i += escape.length - 1;
      const number = /^\{[0-9a-fA-F]+\}/.exec(pattern.slice(i + 1));
      if (/^\\[xN]$/.test(escape) && number) {
        result += number[0];
        i += number[0].length;
      }
      continue;
    }
    if (c === '[') depth++;
    else if (c === ']' && depth > 0) depth--;
    else if (c === '{' && depth === 0 && !/^\{\d+(,\d*)?\}/.test(rest)) {
      throw new Error(`Illegal repetition near index ${i}`);
    }
    result += c;
  }
  return result;
}

function property(whole: string, negated: boolean, name: string, inClass: boolean): string {
  if (!POSIX.includes(name)) return whole;
  const posix = `[:${negated ? '^' : ''}${name.toLowerCase()}:]`;
  return inClass ? posix : `[${posix}]`;
}

function ownEscape(escape: string, inClass: boolean): string {
  switch (escape) {
    case '\\h':
      return inClass ? SPACES : `[${SPACES}]`;
    case '\\R':
      return inClass ? escape : '(?:\\r\\n|[\\n-\\r\\x{85}\\x{2028}\\x{2029}])';
    case '\\Z':
      return inClass ? escape : '(?:\\n?\\z)';
    default:
      return escape;
  }
}
