import { limitReached } from '../failure.ts';
import type { BinaryOperator, Node } from './node.ts';
import { PrimaryParser } from './primary-parser.ts';
import { isWord } from './token-cursor.ts';
import { showToken, type Token, type TokenKind } from './token.ts';

const MAX_NESTING = 150;

const RELATIONS: Partial<Record<TokenKind, BinaryOperator>> = {
  gt: '>',
  lt: '<',
  le: '<=',
  ge: '>=',
  eq: '==',
  ne: '!=',
};
const RELATION_WORDS: Record<string, BinaryOperator> = {
  instanceof: 'instanceof',
  matches: 'matches',
  between: 'between',
};

/**
 * Parses one expression (the text between `${` and `}`).
 * @throws ExpressionError with the position of the fault
 * Source: Spring `InternalSpelExpressionParser`; the grammar's levels are its methods.
 */
export function parse(source: string): Node {
  const parser = new Parser(source);
  return parser.whole();
}

/** The operators, from the loosest to the tightest. */
class Parser extends PrimaryParser {
  whole(): Node {
    const node = this.expression();
    if (!node) throw this.outOfInput(0);
    const rest = this.peek();
    if (rest) {
      throw this.fault(
        rest.start,
        'EL1041E',
        `After parsing a valid expression, there is still more data in the expression: '${showToken(rest)}'`,
      );
    }
    return node;
  }

  protected override expression(): Node | null {
    if (++this.nesting > MAX_NESTING)
      throw limitReached(`The expression nests deeper than ${MAX_NESTING} brackets: split it into several`);
    const node = this.conditional();
    this.nesting--;
    return node;
  }

  private conditional(): Node | null {
    const left = this.or();
    const token = this.peek();
    if (token?.kind === 'assign') {
      this.pos++;
      const value = this.or();
      return {
        type: 'assign',
        at: token.start,
        target: left ?? this.nothing(token),
        value: value ?? this.nothing(token),
      };
    }
    if (token?.kind === 'elvis') {
      this.pos++;
      const fallback = this.expression() ?? this.nothing(token);
      return { type: 'elvis', at: token.start, value: left ?? this.nothing(token), fallback };
    }
    if (token?.kind === 'qmark') {
      this.pos++;
      const yes = this.expression();
      this.eat('colon');
      const no = this.expression();
      if (!yes || !no) throw this.operandMissing();
      return { type: 'ternary', at: token.start, condition: left ?? this.nothing(token), yes, no };
    }
    return left;
  }

  private or(): Node | null {
    return this.chain(
      () => this.and(),
      (token) => (token.kind === 'symbolic_or' || isWord(token, 'or') ? 'or' : undefined),
    );
  }

  private and(): Node | null {
    return this.chain(
      () => this.relation(),
      (token) => (token.kind === 'symbolic_and' || isWord(token, 'and') ? 'and' : undefined),
    );
  }

  private relation(): Node | null {
    const left = this.sum();
    const token = this.peek();
    if (!token) return left;
    const operator =
      RELATIONS[token.kind] ??
      (token.kind === 'identifier' ? ownWord(RELATION_WORDS, token.text.toLowerCase()) : undefined);
    if (!operator) return left;
    this.pos++;
    return this.binary(operator, token, left, this.sum());
  }

  private sum(): Node | null {
    return this.chain(
      () => this.product(),
      (token) => (token.kind === 'plus' ? '+' : token.kind === 'minus' ? '-' : undefined),
    );
  }

  private product(): Node | null {
    return this.chain(
      () => this.power(),
      (token) =>
        token.kind === 'star' ? '*' : token.kind === 'div' ? '/' : token.kind === 'mod' ? '%' : undefined,
    );
  }

  private chain(
    next: () => Node | null,
    operatorOf: (token: Token) => BinaryOperator | undefined,
  ): Node | null {
    let left = next();
    for (let token = this.peek(); token; token = this.peek()) {
      const operator = operatorOf(token);
      if (!operator) break;
      this.pos++;
      left = this.binary(operator, token, left, next());
    }
    return left;
  }

  private binary(operator: BinaryOperator, token: Token, left: Node | null, right: Node | null): Node {
    if (!left) throw this.fault(token.start, 'EL1070E', 'Problem parsing left operand');
    if (!right) throw this.fault(token.start, 'EL1042E', 'Problem parsing right operand');
    return { type: 'binary', at: token.start, operator, left, right };
  }

  private power(): Node | null {
    const left = this.unary();
    const token = this.peek();
    if (token?.kind === 'power') {
      this.pos++;
      const right = this.unary();
      if (!right) throw this.fault(token.start, 'EL1042E', 'Problem parsing right operand');
      if (!left) throw this.operandMissing();
      return { type: 'binary', at: token.start, operator: '^', left, right };
    }
    if (left && (token?.kind === 'inc' || token?.kind === 'dec')) {
      this.pos++;
      return {
        type: 'step',
        at: token.start,
        operator: token.kind === 'inc' ? '++' : '--',
        operand: left,
        postfix: true,
      };
    }
    return left;
  }

  private unary(): Node | null {
    const token = this.peek();
    if (token && ['plus', 'minus', 'not', 'inc', 'dec'].includes(token.kind)) {
      if (++this.nesting > MAX_NESTING)
        throw limitReached(`The expression nests deeper than ${MAX_NESTING} signs: simplify it`);
      this.pos++;
      const operand = this.unary();
      this.nesting--;
      if (!operand) throw this.outOfInput(token.start);
      if (token.kind === 'inc' || token.kind === 'dec') {
        return {
          type: 'step',
          at: token.start,
          operator: token.kind === 'inc' ? '++' : '--',
          operand,
          postfix: false,
        };
      }
      const operator = token.kind === 'plus' ? '+' : token.kind === 'minus' ? '-' : 'not';
      return { type: 'unary', at: token.start, operator, operand };
    }
    return this.primary();
  }
}

const ownWord = <T>(table: Record<string, T>, word: string): T | undefined =>
  Object.hasOwn(table, word) ? table[word] : undefined;
