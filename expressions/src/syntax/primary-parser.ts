import { literalValue } from './literal.ts';
import type { Node } from './node.ts';
import { isName, isWord, TokenCursor } from './token-cursor.ts';
import { showToken, type Token } from './token.ts';

/** What stands between operators: literals, names, calls, brackets and everything that follows a dot. */
export abstract class PrimaryParser extends TokenCursor {
  protected abstract expression(): Node | null;

  protected primary(): Node | null {
    const start = this.startNode();
    if (!start) return null;
    const steps = [start];
    for (let next = this.followingNode(); next; next = this.followingNode()) steps.push(next);
    return steps.length === 1 ? start : { type: 'compound', at: start.at, steps };
  }

  protected followingNode(): Node | null {
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

  protected startNode(): Node | null {
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

  protected literal(): Node | null {
    const token = this.peek();
    if (!token) return null;
    const value = isWord(token, 'true') ? true : isWord(token, 'false') ? false : literalValue(token);
    if (value === undefined) return null;
    this.pos++;
    return { type: 'literal', at: token.start, value, text: this.source.slice(token.start, token.end) };
  }

  protected nullLiteral(): Node | null {
    const token = this.peek();
    if (!token || !isWord(token, 'null')) return null;
    this.pos++;
    return this.nothing(token);
  }

  protected parenthesised(): Node | null {
    if (!this.eatIf('lparen')) return null;
    const node = this.expression();
    if (!node) throw this.outOfInput(0);
    this.eat('rparen');
    return node;
  }

  protected typeReference(): Node | null {
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

  protected constructorCall(): Node | null {
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

  protected methodOrProperty(safe: boolean): Node | null {
    const token = this.peek();
    if (!token || !isName(token)) return null;
    this.pos++;
    const args = this.methodArguments();
    return args
      ? { type: 'method', at: token.start, name: token.text, args, safe }
      : { type: 'property', at: token.start, name: token.text, safe };
  }

  protected methodArguments(): Node[] | null {
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

  protected functionOrVariable(): Node | null {
    const hash = this.eatIf('hash');
    if (!hash) return null;
    const name = this.name().text;
    const args = this.methodArguments();
    return args
      ? { type: 'function', at: hash.start, name, args }
      : { type: 'variable', at: hash.start, name };
  }

  protected bean(): Node | null {
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

  protected projection(safe: boolean): Node | null {
    const token = this.eatIf('project');
    if (!token) return null;
    const each = this.expression();
    if (!each) throw this.outOfInput(token.start);
    this.eat('rsquare');
    return { type: 'projection', at: token.start, each, safe };
  }

  protected selection(safe: boolean): Node | null {
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

  protected indexer(): Node | null {
    const token = this.eatIf('lsquare');
    if (!token) return null;
    const index = this.expression();
    if (!index)
      throw this.fault(token.start, 'EL1071E', 'A required selection expression has not been specified');
    this.eat('rsquare');
    return { type: 'index', at: token.start, index };
  }

  protected inlineListOrMap(): Node | null {
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

  protected inlineMap(open: Token, first: Node | null): Node {
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
}

function isConstant(node: Node): boolean {
  if (node.type === 'literal') return true;
  if (node.type === 'list' || node.type === 'map') return node.constant;
  return node.type === 'unary' && node.operator === '-' && node.operand.type === 'literal';
}
