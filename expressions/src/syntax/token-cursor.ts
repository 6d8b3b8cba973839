import { ExpressionError, parseError } from '../failure.ts';
import type { Node } from './node.ts';
import { showToken, tokenize, type Token, type TokenKind } from './token.ts';

/** The tokens of an expression, where the parser stands in them, and the errors that name the place. */
export class TokenCursor {
  protected readonly source: string;
  private readonly tokens: Token[];
  protected pos = 0;
  protected nesting = 0;

  constructor(source: string) {
    this.source = source;
    this.tokens = tokenize(source);
  }

  protected peek(): Token | undefined {
    return this.tokens[this.pos];
  }

  protected eatIf(kind: TokenKind): Token | undefined {
    const token = this.peek();
    if (token?.kind !== kind) return undefined;
    this.pos++;
    return token;
  }

  protected eat(kind: TokenKind): Token {
    const token = this.eatIf(kind);
    if (token) return token;
    const found = this.peek();
    if (!found) throw this.outOfInput(this.source.length);
    throw this.fault(
      found.start,
      'EL1043E',
      `Unexpected token. Expected '${EXPECTED[kind] ?? kind}' but was '${showToken(found)}'`,
    );
  }

  protected fault(position: number, code: string, text: string): ExpressionError {
    return parseError(this.source, position, code, text);
  }

  protected outOfInput(position: number): ExpressionError {
    return this.fault(position, 'EL1044E', 'Unexpectedly ran out of input');
  }

  protected operandMissing(): ExpressionError {
    return new ExpressionError('IllegalArgumentException', 'Operand must not be null', {
      position: this.peek()?.start ?? this.source.length,
    });
  }

  protected missing(): never {
    throw this.operandMissing();
  }

  protected nothing(token: Token): Node {
    return { type: 'literal', at: token.start, value: null, text: 'null' };
  }

  protected name(): Token {
    const token = this.peek();
    if (!token) throw this.outOfInput(this.source.length);
    if (!isName(token))
      throw this.fault(
        token.start,
        'EL1043E',
        `Unexpected token. Expected 'identifier' but was '${showToken(token)}'`,
      );
    this.pos++;
    return token;
  }

  protected qualifiedName(): string {
    let name = '';
    for (let token = this.peek(); token && (isName(token) || token.kind === 'dot'); token = this.peek()) {
      name += token.text;
      this.pos++;
    }
    if (name === '') {
      const token = this.peek();
      if (!token) throw this.outOfInput(this.source.length);
      throw this.fault(
        token.start,
        'EL1043E',
        `Unexpected token. Expected 'qualified ID' but was '${showToken(token)}'`,
      );
    }
    return name;
  }
}

const EXPECTED: Partial<Record<TokenKind, string>> = {
  rsquare: 'rsquare(])',
  rparen: 'rparen())',
  rcurly: 'rcurly(})',
  colon: 'colon(:)',
  lparen: 'lparen(()',
};

const WORD_KINDS = new Set<TokenKind>(['div', 'eq', 'ge', 'gt', 'le', 'lt', 'mod', 'ne', 'not']);

/** A name, or an operator word where no operator can stand. */
export const isName = (token: Token) =>
  token.kind === 'identifier' || (WORD_KINDS.has(token.kind) && /^[A-Za-z]/.test(token.text));

/** A certain word in any case. */
export const isWord = (token: Token, word: string) =>
  token.kind === 'identifier' && token.text.toLowerCase() === word;
