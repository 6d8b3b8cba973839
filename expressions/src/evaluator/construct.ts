import { causedError, evaluationError, ExpressionError } from '../failure.ts';
import { isKnownJavaClass, nameableType, objectText } from '../types/index.ts';
import { javaArray, JavaList } from '../values/collection.ts';
import { convertArgument, toNumber } from '../values/convert.ts';
import { className } from '../values/names.ts';
import { asNumber, double, float, int, long, Num } from '../values/number.ts';
import { Char, ClassRef, type Value } from '../values/value.ts';
import { chooseMethod, invoke } from './call.ts';
import type { CallContext } from './context.ts';

const PRIMITIVES = ['int', 'long', 'double', 'float', 'byte', 'short', 'boolean', 'char'];
const MAX_ARRAY = 262_143;

/** `T(name)`: only types of the allow-list exist. Source: kork-expressions `ExpressionsSupport`, `AllowListTypeLocator`. */
export function typeReference(name: string, dimensions: number): ClassRef {
  return new ClassRef(allowedName(name) + '[]'.repeat(dimensions));
}

function allowedName(name: string): string {
  if (PRIMITIVES.includes(name)) return name;
  const type = nameableType(name);
  if (type) return type.name;
  throw isKnownJavaClass(name)
    ? evaluationError(
        'EL1021E',
        `A problem occurred whilst attempting to access the property '${name}': '{1}'`,
        'this type is not on the allow-list',
      )
    : evaluationError(
        'EL1005E',
        `Type cannot be found '${name}'`,
        'write its full name, for example java.util.Date',
      );
}

/** `new name(args)`. */
export function constructObject(name: string, args: Value[], context: CallContext): Value {
  const failed = `EL1003E: A problem occurred whilst attempting to construct an object of type '${name}' using arguments '(${args.map(className).join(',')})'`;
  try {
    allowedName(name);
  } catch (error) {
    if (error instanceof ExpressionError)
      throw new ExpressionError(error.kind, `${error.message} - ${failed}`, {
        code: error.code,
        hint: error.hint,
      });
    throw error;
  }
  const constructor = chooseMethod(nameableType(name)?.constructors ?? [], args, objectText, true);
  if (!constructor)
    throw evaluationError(
      'EL1002E',
      `Constructor call: No suitable constructor found on type ${name} for arguments (${args.map(className).join(',')})`,
    );
  try {
    return invoke(constructor, null, args, context, objectText);
  } catch (error) {
    if (error instanceof ExpressionError && error.code === undefined && error.kind !== 'LimitExceeded') {
      throw causedError(error.kind, error.message, 'EL1003E', failed.replace('EL1003E: ', ''));
    }
    throw error;
  }
}

/** `new type[size]`, `new type[]{…}`. */
export function constructArray(
  name: string,
  dimensions: (Value | null)[],
  items: Value,
  context: CallContext,
): Value {
  const element = allowedName(name);
  if (items instanceof JavaList) {
    const [size] = dimensions;
    if (dimensions.length > 1)
      throw evaluationError(
        'EL1073E',
        'Using an initializer to build a multi-dimensional array is not currently supported',
      );
    if (size != null && asNumber(toNumber(size, 'Integer') ?? int(0)) !== items.items.length) {
      throw evaluationError('EL1064E', 'Array initializer size does not match array dimensions');
    }
    return javaArray(
      items.items.map((item) => convertArgument(item, element, objectText, context.budget)),
      element,
    );
  }
  const sizes = dimensions.map((size) => {
    if (size === null) throw evaluationError('EL1060E', 'A required array dimension has not been specified');
    return asNumber(toNumber(size, 'Integer') ?? int(0));
  });
  const total = sizes.reduce((product, size) => product * Math.max(size, 1), 1);
  if (total > MAX_ARRAY)
    throw evaluationError(
      'EL1075E',
      "Array declares too many elements, exceeding the threshold of '262,144'",
    );
  if (sizes.some((size) => size < 0))
    throw new ExpressionError('NegativeArraySizeException', String(sizes.find((size) => size < 0)));
  context.budget.step(total);
  return filled(sizes, element);
}

function filled([size = 0, ...rest]: number[], element: string): Value {
  const items = Array.from({ length: size }, () =>
    rest.length > 0 ? filled(rest, element) : emptyValue(element),
  );
  return javaArray(items, element + '[]'.repeat(rest.length));
}

function emptyValue(element: string): Value {
  switch (element) {
    case 'int':
      return int(0);
    case 'long':
      return long(0n);
    case 'double':
      return double(0);
    case 'float':
      return float(0);
    case 'byte':
      return new Num('Byte', 0);
    case 'short':
      return new Num('Short', 0);
    case 'boolean':
      return false;
    case 'char':
      return new Char('\0');
    default:
      return null;
  }
}
