import { ExpressionError, parseError } from '../failure.ts';

export type TokenKind =
  | 'identifier'
  | 'int'
  | 'long'
  | 'hexint'
  | 'hexlong'
  | 'real'
  | 'float'
  | 'string'
  | 'lparen'
  | 'rparen'
  | 'comma'
  | 'colon'
  | 'hash'
  | 'rsquare'
  | 'lsquare'
  | 'lcurly'
  | 'rcurly'
  | 'dot'
  | 'plus'
  | 'star'
  | 'minus'
  | 'select_first'
  | 'select_last'
  | 'qmark'
  | 'project'
  | 'div'
  | 'ge'
  | 'gt'
  | 'le'
  | 'lt'
  | 'eq'
  | 'ne'
  | 'mod'
  | 'not'
  | 'assign'
  | 'select'
  | 'power'
  | 'elvis'
  | 'safe_navi'
  | 'bean_ref'
  | 'factory_bean_ref'
  | 'symbolic_or'
  | 'symbolic_and'
  | 'inc'
  | 'dec';

/** A word or sign of an expression; `end` is the offset behind it. */
export interface Token {
  kind: TokenKind;
  text: string;
  start: number;
  end: number;
}

const SIGNS: [string, TokenKind][] = [
  ['++', 'inc'],
  ['--', 'dec'],
  ['^[', 'select_first'],
  ['![', 'project'],
  ['!=', 'ne'],
  ['==', 'eq'],
  ['&&', 'symbolic_and'],
  ['||', 'symbolic_or'],
  ['?[', 'select'],
  ['?:', 'elvis'],
  ['?.', 'safe_navi'],
  ['$[', 'select_last'],
  ['>=', 'ge'],
  ['<=', 'le'],
  ['+', 'plus'],
  ['-', 'minus'],
  [':', 'colon'],
  ['.', 'dot'],
  [',', 'comma'],
  ['*', 'star'],
  ['/', 'div'],
  ['%', 'mod'],
  ['(', 'lparen'],
  [')', 'rparen'],
  ['[', 'lsquare'],
  [']', 'rsquare'],
  ['#', 'hash'],
  ['{', 'lcurly'],
  ['}', 'rcurly'],
  ['@', 'bean_ref'],
  ['^', 'power'],
  ['!', 'not'],
  ['=', 'assign'],
  ['&', 'factory_bean_ref'],
  ['?', 'qmark'],
  ['>', 'gt'],
  ['<', 'lt'],
];

/** Operators that are also words; such a token still counts as a name where no operator can stand. */
const WORDS = new Set(['div', 'eq', 'ge', 'gt', 'le', 'lt', 'mod', 'ne', 'not']);

const isLetter = (c: string) => /^[A-Za-z]$/.test(c);
const isDigit = (c: string) => c >= '0' && c <= '9';
const isNamePart = (c: string) => isLetter(c) || isDigit(c) || c === '_' || c === '$';

/**
 * Splits an expression into tokens.
 * @throws ExpressionError for a character that cannot stand there
 * Source: Spring `Tokenizer`.
 */
export function tokenize(source: string): Token[] {
  const tokens: Token[] = [];
  const at = (index: number) => source[index] ?? '';
  let pos = 0;

  const push = (kind: TokenKind, end: number, text = source.slice(pos, end)) => {
    tokens.push({ kind, text, start: pos, end });
    pos = end;
  };
  const digitsFrom = (index: number) => {
    let end = index;
    while (isDigit(at(end))) end++;
    return end;
  };

  function readNumber(): void {
    if (at(pos) === '0' && /[xX]/.test(at(pos + 1))) {
      let end = pos + 2;
      while (/^[0-9a-fA-F]$/.test(at(end))) end++;
      if (end === pos + 2)
        throw parseError(
          source,
          pos,
          'EL1035E',
          `The value '${source.slice(pos, end)}' cannot be parsed as an int`,
        );
      const text = source.slice(pos + 2, end);
      return /[lL]/.test(at(end)) ? push('hexlong', end + 1, text) : push('hexint', end, text);
    }
    let end = digitsFrom(pos);
    let real = false;
    if (at(end) === '.') {
      const fraction = digitsFrom(end + 1);
      if (fraction === end + 1) return push('int', end);
      real = true;
      end = fraction;
    }
    if (/[lL]/.test(at(end))) {
      if (real)
        throw parseError(
          source,
          pos,
          'EL1036E',
          "The value cannot be parsed as a long: a real number has no suffix 'L'",
        );
      return push('long', end + 1, source.slice(pos, end));
    }
    if (/[eE]/.test(at(end))) {
      const sign = /[+-]/.test(at(end + 1)) ? 1 : 0;
      end = digitsFrom(end + 1 + sign);
      real = true;
    }
    const text = source.slice(pos, end);
    if (/[fF]/.test(at(end))) return push('float', end + 1, text);
    if (/[dD]/.test(at(end))) return push('real', end + 1, text);
    push(real ? 'real' : 'int', end);
  }

  function readText(quote: string): void {
    let end = pos + 1;
    let text = '';
    for (;;) {
      const close = source.indexOf(quote, end);
      if (close < 0) {
        const [code, which] = quote === "'" ? ['EL1045E', 'quoted'] : ['EL1046E', 'double quoted'];
        throw parseError(source, pos, code as string, `Cannot find terminating ${quote} for ${which} string`);
      }
      text += source.slice(end, close);
      if (at(close + 1) !== quote) return push('string', close + 1, text);
      text += quote;
      end = close + 2;
    }
  }

  while (pos < source.length) {
    const c = at(pos);
    if (c === ' ' || c === '\t' || c === '\r' || c === '\n') pos++;
    else if (isDigit(c)) readNumber();
    else if (c === "'" || c === '"') readText(c);
    else if (isLetter(c) || c === '_' || (c === '$' && at(pos + 1) !== '[')) {
      let end = pos + 1;
      while (isNamePart(at(end))) end++;
      const word = source.slice(pos, end);
      const operator = word.toLowerCase();
      push(WORDS.has(operator) ? (operator as TokenKind) : 'identifier', end);
    } else {
      const sign = SIGNS.find(([text]) => source.startsWith(text, pos));
      if (sign) push(sign[1], pos + sign[0].length);
      else if (c === '|') throw parseError(source, pos, 'EL1069E', "Missing expected character '|'");
      else if (c === '\\') throw parseError(source, pos, 'EL1065E', 'Unexpected escape character');
      else
        throw new ExpressionError(
          'IllegalStateException',
          `Cannot handle (${source.charCodeAt(pos)}) '${c}'`,
          { position: pos },
        );
    }
  }
  return tokens;
}

const SHOWN: Partial<Record<TokenKind, string>> = Object.fromEntries(
  SIGNS.map(([text, kind]) => [kind, text]),
);

/** How Spring's messages show a token. */
export const showToken = (token: Token): string =>
  SHOWN[token.kind] !== undefined && !/^[A-Za-z]/.test(token.text)
    ? `${token.kind}(${SHOWN[token.kind]})`
    : token.kind === 'string'
      ? `'${token.text}'`
      : token.text;
