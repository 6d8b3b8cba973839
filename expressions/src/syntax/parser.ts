import { ExpressionError, limitReached, parseError } from '../failure.ts';
import { literalValue } from './literal.ts';
import type { BinaryOperator, Node } from './node.ts';
import { showToken, tokenize, type Token, type TokenKind } from './token.ts';

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
const WORD_KINDS = new Set<TokenKind>(['div', 'eq', 'ge', 'gt', 'le', 'lt', 'mod', 'ne', 'not']);

/**
 * Parses one expression (the text between `${` and `}`).
 * @throws ExpressionError with the position of the fault
 * Source: Spring `InternalSpelExpressionParser`; the grammar's levels are its methods.
 */
export function parse(source: string): Node {
  const parser = new Parser(source);
  return parser.whole();
}

class Parser {
  private readonly source: string;
  private readonly tokens: Token[];
  private pos = 0;
  private nesting = 0;

  constructor(source: string) {
    this.source = source;
    this.tokens = tokenize(source);
  }

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

  private expression(): Node | null {
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

  private nothing(token: Token): Node {
    return { type: 'literal', at: token.start, value: null, text: 'null' };
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

  private primary(): Node | null {
    const start = this.startNode();
    if (!start) return null;
    const steps = [start];
    for (let next = this.followingNode(); next; next = this.followingNode()) steps.push(next);
    return steps.length === 1 ? start : { type: 'compound', at: start.at, steps };
  }

  private followingNode(): Node | null {
    const token = this.peek();
    if (token?.kind === 'lsquare') return this.indexer();
    if (token?.kind !== 'dot' && token?.kind !== 'safe_navi') return null;
    this.pos++;
    const safe = token.kind === 'safe_navi';
    const node =
      this.methodOrProperty(safe) ??
      this.functionOrVariable() ??
      this.projection(safe) ??
      this.selection(safe);
    if (node) return node;
    const next = this.peek();
    if (!next) throw this.outOfInput(token.start);
    throw this.fault(token.start, 'EL1049E', `Unexpected data after '.': '${showToken(next)}'`);
  }

  private startNode(): Node | null {
    return (
      this.literal() ??
      this.parenthesised() ??
      this.typeReference() ??
      this.nullLiteral() ??
      this.constructorCall() ??
      this.methodOrProperty(false) ??
      this.functionOrVariable() ??
      this.bean() ??
      this.projection(false) ??
      this.selection(false) ??
      this.indexer() ??
      this.inlineListOrMap()
    );
  }

  private literal(): Node | null {
    const token = this.peek();
    if (!token) return null;
    const value = isWord(token, 'true') ? true : isWord(token, 'false') ? false : literalValue(token);
    if (value === undefined) return null;
    this.pos++;
    return { type: 'literal', at: token.start, value, text: this.source.slice(token.start, token.end) };
  }

  private nullLiteral(): Node | null {
    const token = this.peek();
    if (!token || !isWord(token, 'null')) return null;
    this.pos++;
    return this.nothing(token);
  }

  private parenthesised(): Node | null {
    if (!this.eatIf('lparen')) return null;
    const node = this.expression();
    if (!node) throw this.outOfInput(0);
    this.eat('rparen');
    return node;
  }

  private typeReference(): Node | null {
    const token = this.peek();
    if (token?.kind !== 'identifier' || token.text !== 'T') return null;
    this.pos++;
    if (this.peek()?.kind === 'rsquare') return { type: 'property', at: token.start, name: 'T', safe: false };
    this.eat('lparen');
    const name = this.qualifiedName();
    let dimensions = 0;
    while (this.eatIf('lsquare')) {
      this.eat('rsquare');
      dimensions++;
    }
    this.eat('rparen');
    return { type: 'typeRef', at: token.start, name, dimensions };
  }

  private constructorCall(): Node | null {
    const token = this.peek();
    if (!token || !isWord(token, 'new')) return null;
    this.pos++;
    if (this.peek()?.kind === 'rsquare')
      return { type: 'property', at: token.start, name: token.text, safe: false };
    const name = this.qualifiedName();
    if (this.peek()?.kind !== 'lsquare') {
      if (this.peek()?.kind !== 'lparen') {
        throw this.fault(token.start, 'EL1054E', `The constructor call to '${name}' lacks its arguments`);
      }
      return { type: 'construct', at: token.start, name, args: this.methodArguments() ?? [] };
    }
    const dimensions: (Node | null)[] = [];
    while (this.eatIf('lsquare')) {
      dimensions.push(this.peek()?.kind === 'rsquare' ? null : this.expression());
      this.eat('rsquare');
    }
    const items = this.peek()?.kind === 'lcurly' ? this.inlineListOrMap() : null;
    return { type: 'array', at: token.start, name, dimensions, items };
  }

  private methodOrProperty(safe: boolean): Node | null {
    const token = this.peek();
    if (!token || !isName(token)) return null;
    this.pos++;
    const args = this.methodArguments();
    return args
      ? { type: 'method', at: token.start, name: token.text, args, safe }
      : { type: 'property', at: token.start, name: token.text, safe };
  }

  private methodArguments(): Node[] | null {
    const open = this.eatIf('lparen');
    if (!open) return null;
    const args: Node[] = [];
    do {
      // a comma before the bracket is let pass: the text replacement of `#currentStage(` leaves one
      if (this.peek()?.kind === 'rparen') break;
      if (!this.peek()) throw this.fault(open.start, 'EL1048E', 'Unexpectedly ran out of arguments');
      const arg = this.expression();
      if (!arg) throw this.operandMissing();
      args.push(arg);
    } while (this.eatIf('comma'));
    this.eat('rparen');
    return args;
  }

  private functionOrVariable(): Node | null {
    const hash = this.eatIf('hash');
    if (!hash) return null;
    const name = this.name().text;
    const args = this.methodArguments();
    return args
      ? { type: 'function', at: hash.start, name, args }
      : { type: 'variable', at: hash.start, name };
  }

  private bean(): Node | null {
    const token = this.peek();
    if (token?.kind !== 'bean_ref' && token?.kind !== 'factory_bean_ref') return null;
    this.pos++;
    const name = this.peek();
    if (!name || !(isName(name) || name.kind === 'string')) {
      throw this.fault(
        token.start,
        'EL1059E',
        '@ or & can only be followed by an identifier or a quoted name',
      );
    }
    this.pos++;
    return { type: 'bean', at: token.start, name: name.text };
  }

  private projection(safe: boolean): Node | null {
    const token = this.eatIf('project');
    if (!token) return null;
    const each = this.expression();
    if (!each) throw this.outOfInput(token.start);
    this.eat('rsquare');
    return { type: 'projection', at: token.start, each, safe };
  }

  private selection(safe: boolean): Node | null {
    const token = this.peek();
    const which =
      token?.kind === 'select'
        ? 'all'
        : token?.kind === 'select_first'
          ? 'first'
          : token?.kind === 'select_last'
            ? 'last'
            : undefined;
    if (!token || !which) return null;
    this.pos++;
    const criterion = this.expression();
    if (!criterion)
      throw this.fault(token.start, 'EL1071E', 'A required selection expression has not been specified');
    this.eat('rsquare');
    return { type: 'selection', at: token.start, which, criterion, safe };
  }

  private indexer(): Node | null {
    const token = this.eatIf('lsquare');
    if (!token) return null;
    const index = this.expression();
    if (!index)
      throw this.fault(token.start, 'EL1071E', 'A required selection expression has not been specified');
    this.eat('rsquare');
    return { type: 'index', at: token.start, index };
  }

  private inlineListOrMap(): Node | null {
    const open = this.eatIf('lcurly');
    if (!open) return null;
    if (this.eatIf('rcurly')) return { type: 'list', at: open.start, items: [], constant: true };
    if (this.eatIf('colon')) {
      this.eat('rcurly');
      return { type: 'map', at: open.start, entries: [], constant: true };
    }
    const first = this.expression();
    const next = this.peek();
    if (next?.kind === 'colon') return this.inlineMap(open, first);
    if (next?.kind !== 'rcurly' && next?.kind !== 'comma') throw this.outOfInput(open.start);
    const items = [first];
    while (this.eatIf('comma')) items.push(this.expression());
    this.eat('rcurly');
    const present = items.map((item) => item ?? this.missing());
    return { type: 'list', at: open.start, items: present, constant: present.every(isConstant) };
  }

  private inlineMap(open: Token, first: Node | null): Node {
    const entries: [Node, Node][] = [];
    let key = first;
    for (;;) {
      this.eat('colon');
      const value = this.expression();
      entries.push([key ?? this.missing(), value ?? this.missing()]);
      if (!this.eatIf('comma')) break;
      key = this.expression();
    }
    this.eat('rcurly');
    const constant = entries.every(
      ([name, value]) => (name.type === 'property' || isConstant(name)) && isConstant(value),
    );
    return { type: 'map', at: open.start, entries, constant };
  }

  private missing(): never {
    throw this.operandMissing();
  }

  private qualifiedName(): string {
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

  private name(): Token {
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

  private peek(): Token | undefined {
    return this.tokens[this.pos];
  }

  private eatIf(kind: TokenKind): Token | undefined {
    const token = this.peek();
    if (token?.kind !== kind) return undefined;
    this.pos++;
    return token;
  }

  private eat(kind: TokenKind): Token {
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

  private fault(position: number, code: string, text: string): ExpressionError {
    return parseError(this.source, position, code, text);
  }

  private outOfInput(position: number): ExpressionError {
    return this.fault(position, 'EL1044E', 'Unexpectedly ran out of input');
  }

  private operandMissing(): ExpressionError {
    return new ExpressionError('IllegalArgumentException', 'Operand must not be null', {
      position: this.peek()?.start ?? this.source.length,
    });
  }
}

const EXPECTED: Partial<Record<TokenKind, string>> = {
  rsquare: 'rsquare(])',
  rparen: 'rparen())',
  rcurly: 'rcurly(})',
  colon: 'colon(:)',
  lparen: 'lparen(()',
};

const isName = (token: Token) =>
  token.kind === 'identifier' || (WORD_KINDS.has(token.kind) && /^[A-Za-z]/.test(token.text));
const isWord = (token: Token, word: string) =>
  token.kind === 'identifier' && token.text.toLowerCase() === word;
const ownWord = <T>(table: Record<string, T>, word: string): T | undefined =>
  Object.hasOwn(table, word) ? table[word] : undefined;

function isConstant(node: Node): boolean {
  if (node.type === 'literal') return true;
  if (node.type === 'list' || node.type === 'map') return node.constant;
  return node.type === 'unary' && node.operator === '-' && node.operand.type === 'literal';
}
