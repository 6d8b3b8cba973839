import { evaluationError, ExpressionError, refused } from '../failure.ts';
import type { FunctionTable } from '../functions/function.ts';
import { didYouMean } from '../hint.ts';
import type { BinaryOperator, Node } from '../syntax/node.ts';
import { objectText, typeOf } from '../types/index.ts';
import { EntryMap, JavaList } from '../values/collection.ts';
import { toBoolean } from '../values/convert.ts';
import { className } from '../values/names.ts';
import { ClassRef, EnumConstant, JavaObject, type JavaMap, type Value } from '../values/value.ts';
import { chooseMethod, invoke, noMethod } from './call.ts';
import type { CallContext } from './context.ts';
import { constructArray, constructObject, typeReference } from './construct.ts';
import { matches } from './matches.ts';
import { methodsOf, readIndex, readProperty } from './navigation.ts';
import { arithmetic, sign, type Arithmetic } from './operator.ts';
import { project, select } from './selection.ts';

/** Where names are looked up: `active` is what a bare name belongs to, `scopeRoot` what arguments see. */
interface Scope {
  active: Value;
  scopeRoot: Value;
}

/** Computes parsed expressions over one root object. */
export class Evaluator {
  private readonly context: CallContext;
  private readonly functions: FunctionTable;
  private readonly allowUnknownKeys: boolean;

  constructor(context: CallContext, functions: FunctionTable, allowUnknownKeys: boolean) {
    this.context = context;
    this.functions = functions;
    this.allowUnknownKeys = allowUnknownKeys;
  }

  /** @throws ExpressionError with the position of the part that failed */
  evaluate(node: Node): Value {
    const { root } = this.context;
    return this.run(node, { active: root, scopeRoot: root });
  }

  private run(node: Node, scope: Scope): Value {
    this.context.budget.enter();
    try {
      return this.value(node, scope);
    } catch (error) {
      if (error instanceof ExpressionError && error.position === undefined) {
        const { code, hint } = error;
        throw new ExpressionError(error.kind, error.message, { code, hint, position: node.at });
      }
      throw error;
    } finally {
      this.context.budget.leave();
    }
  }

  private value(node: Node, scope: Scope): Value {
    switch (node.type) {
      case 'literal':
        return node.value;
      case 'compound':
        return this.compound(node.steps, scope);
      case 'variable':
        return this.variable(node.name, scope);
      case 'function':
        return this.callFunction(node, scope);
      case 'typeRef':
        return typeReference(node.name, node.dimensions);
      case 'construct':
        return constructObject(
          node.name,
          node.args.map((arg) => this.run(arg, scope)),
          this.context,
        );
      case 'array':
        return this.array(node, scope);
      case 'bean':
        throw evaluationError(
          'EL1057E',
          `No bean resolver registered in the context to resolve access to bean '${node.name}'`,
        );
      case 'list':
        return new JavaList(
          node.items.map((item) => this.run(item, scope)),
          {
            className: node.constant
              ? 'java.util.CollectionsUnmodifiableRandomAccessList'
              : 'java.util.ArrayList',
          },
        );
      case 'map':
        return this.map(node, scope);
      case 'unary': {
        const operand = this.run(node.operand, scope);
        return node.operator === 'not' ? !toBoolean(operand) : sign(node.operator, operand);
      }
      case 'binary':
        return this.binary(node.operator, node.left, node.right, scope);
      case 'ternary':
        return this.run(toBoolean(this.run(node.condition, scope)) ? node.yes : node.no, scope);
      case 'elvis': {
        const value = this.run(node.value, scope);
        return value === null || value === '' ? this.run(node.fallback, scope) : value;
      }
      case 'assign':
        throw refused('An assignment', 'Use == to compare, or an evaluateVariables stage to set a value');
      case 'step':
        throw refused(`The operator ${node.operator}`, 'Use + 1 or - 1');
      default:
        return this.step(node, scope.active, scope);
    }
  }

  private compound(steps: Node[], scope: Scope): Value {
    const [first, ...rest] = steps;
    let target = this.run(first as Node, scope);
    for (const step of rest) {
      this.context.budget.step();
      try {
        target = this.step(step, target, scope);
      } catch (error) {
        if (error instanceof ExpressionError && error.position === undefined) {
          throw new ExpressionError(error.kind, error.message, {
            code: error.code,
            hint: error.hint,
            position: step.at,
          });
        }
        throw error;
      }
    }
    return target;
  }

  /** One step of a navigation, on the value that the steps before gave. */
  private step(node: Node, target: Value, scope: Scope): Value {
    switch (node.type) {
      case 'property':
        if (target === null && node.safe) return null;
        return readProperty(target, node.name, this.allowUnknownKeys, this.context);
      case 'method':
        return this.method(node, target, scope);
      case 'index':
        return this.index(node.index, target);
      case 'projection': {
        if (target === null && node.safe) return null;
        return project(
          target,
          (item) => this.run(node.each, { active: item, scopeRoot: item }),
          this.context.budget,
        );
      }
      case 'selection': {
        if (target === null && node.safe) return null;
        return select(
          target,
          node.which,
          (item) => this.run(node.criterion, { active: item, scopeRoot: item }),
          this.context.budget,
        );
      }
      default:
        return this.value(node, { active: target, scopeRoot: scope.scopeRoot });
    }
  }

  private method(node: Extract<Node, { type: 'method' }>, target: Value, scope: Scope): Value {
    const args = node.args.map((arg) =>
      this.run(arg, { active: scope.scopeRoot, scopeRoot: scope.scopeRoot }),
    );
    if (target === null) {
      if (node.safe) return null;
      throw evaluationError(
        'EL1011E',
        `Method call: Attempted to call method ${node.name}(${args.map(className).join(',')}) on null context object`,
        'guard it with ?.',
      );
    }
    const methods = methodsOf(target, node.name);
    const method = methods && chooseMethod(methods, args, objectText);
    if (!method) {
      const type = target instanceof ClassRef ? className1(target) : className(target);
      throw noMethod(node.name, args, type, didYouMean(node.name, typeOf(target)?.methods.keys() ?? []));
    }
    return invoke(method, target instanceof ClassRef ? null : target, args, this.context, objectText);
  }

  /** Inside an index every name belongs to the root; a bare word on a map is the key itself. */
  private index(index: Node, target: Value): Value {
    if (target === null)
      throw evaluationError(
        'EL1012E',
        'Cannot index into a null value',
        'guard the part before it, for example with ?: {}',
      );
    const { root } = this.context;
    const bareWord = index.type === 'property' && readsKeys(target);
    const key = bareWord ? index.name : this.run(index, { active: root, scopeRoot: root });
    return readIndex(target, key, this.context);
  }

  private variable(name: string, scope: Scope): Value {
    if (name === 'this') return scope.active;
    if (name === 'root') return this.context.root;
    return this.functions.has(name) ? new JavaObject('Method', name) : null;
  }

  private callFunction(node: Extract<Node, { type: 'function' }>, scope: Scope): Value {
    const called = this.functions.get(node.name);
    if (!called) {
      throw evaluationError(
        'EL1006E',
        `Function '${node.name}' could not be found`,
        didYouMean(node.name, this.functions.names()),
      );
    }
    return called(
      node.args.map((arg) => this.run(arg, scope)),
      this.context,
    );
  }

  private array(node: Extract<Node, { type: 'array' }>, scope: Scope): Value {
    const dimensions = node.dimensions.map((size) => (size === null ? null : this.run(size, scope)));
    const items = node.items === null ? null : this.run(node.items, scope);
    return constructArray(node.name, dimensions, items, this.context);
  }

  private map(node: Extract<Node, { type: 'map' }>, scope: Scope): JavaMap {
    const entries = node.entries.map(([key, value]): [Value, Value] => [
      key.type === 'property' ? key.name : this.run(key, scope),
      this.run(value, scope),
    ]);
    return new EntryMap(
      entries,
      node.constant ? 'java.util.CollectionsUnmodifiableMap' : 'java.util.LinkedHashMap',
    );
  }

  private binary(operator: BinaryOperator, leftNode: Node, rightNode: Node, scope: Scope): Value {
    if (operator === 'and')
      return toBoolean(this.run(leftNode, scope)) && toBoolean(this.run(rightNode, scope));
    if (operator === 'or')
      return toBoolean(this.run(leftNode, scope)) || toBoolean(this.run(rightNode, scope));
    const left = this.run(leftNode, scope);
    const right = this.run(rightNode, scope);
    const { compare, equals } = this.context;
    switch (operator) {
      case '==':
        return equals(left, right);
      case '!=':
        return !equals(left, right);
      case '<':
        return compare(left, right) < 0;
      case '<=':
        return compare(left, right) <= 0;
      case '>':
        return compare(left, right) > 0;
      case '>=':
        return compare(left, right) >= 0;
      case 'matches':
        return matches(left, right, this.context);
      case 'instanceof':
        return isInstance(left, right);
      case 'between':
        return this.between(left, right);
      default:
        return arithmetic(operator satisfies Arithmetic, left, right, this.context);
    }
  }

  private between(value: Value, range: Value): boolean {
    if (!(range instanceof JavaList) || range.kind !== 'List' || range.items.length !== 2) {
      throw evaluationError('EL1017E', 'Right operand for the between operator has to be a two-element list');
    }
    const [low = null, high = null] = range.items;
    return this.context.compare(value, low) >= 0 && this.context.compare(value, high) <= 0;
  }
}

const className1 = (type: ClassRef): string => className(new JavaObject(type.name, null));

/** Maps and beans take a bare word in brackets as a name. */
const readsKeys = (target: Value) => typeof target === 'object' && target !== null && 'isMap' in target;

function isInstance(value: Value, type: Value): boolean {
  if (!(type instanceof ClassRef)) {
    throw evaluationError(
      'EL1028E',
      `The operator instanceof needs the right operand to be a class, not a '${className(type)}'`,
      'write T(String) for the class',
    );
  }
  if (value === null || value instanceof EnumConstant) return value !== null && value.type === type.name;
  return typeOf(value)?.name === type.name || className(value) === type.name;
}
