import type { CallContext } from './context.ts';
import { causedError, evaluationError, thrown } from '../failure.ts';
import { didYouMean } from '../hint.ts';
import { typeOf, typeNamed } from '../types/index.ts';
import type { Method } from '../types/type.ts';
import { isMap, JavaList, LayeredMap } from '../values/collection.ts';
import { toNumber } from '../values/convert.ts';
import { className } from '../values/names.ts';
import { asNumber, int } from '../values/number.ts';
import { ClassRef, JavaObject, type JavaMap, type Value } from '../values/value.ts';

/** The methods of that name which a value offers; of a class, its static ones. */
export function methodsOf(target: Exclude<Value, null>, name: string): readonly Method[] | undefined {
  if (target instanceof ClassRef)
    return typeNamed(target.name)
      ?.methods.get(name)
      ?.filter((method) => method.isStatic);
  return typeOf(target)?.methods.get(name);
}

/**
 * `target.name`: of a map always the key, of anything else a getter.
 * @throws ExpressionError when there is no such getter, or (strict) no such key
 * Source: kork-expressions `MapPropertyAccessor`, `FilteredPropertyAccessor`.
 */
export function readProperty(
  target: Value,
  name: string,
  allowUnknownKeys: boolean,
  context: CallContext,
): Value {
  if (target === null)
    throw evaluationError(
      'EL1007E',
      `Property or field '${name}' cannot be found on null`,
      'guard the part before it with ?.',
    );
  if (isMap(target)) {
    const known = target.has(name) || (target instanceof LayeredMap && target.knows(name));
    if (!known && !allowUnknownKeys)
      throw noGetter(name, className(target), didYouMean(name, textKeys(target)));
    return target.get(name);
  }
  const value = target instanceof ClassRef ? undefined : getter(target, name, context);
  if (value !== undefined) return value;
  if (name === 'class' && !(target instanceof ClassRef)) throw rejectedGetter(name, 'java.lang.Class');
  if (typeOf(target)?.name === 'Entry' && (name === 'key' || name === 'value'))
    throw rejectedGetter(name, 'java.lang.Object');
  const owner = target instanceof ClassRef ? className(new JavaObject(target.name, null)) : className(target);
  throw noGetter(name, owner, hintFor(target, name));
}

function hintFor(target: Exclude<Value, null>, name: string): string | undefined {
  if (target instanceof JavaList && target.kind !== 'Array')
    return `to read ${name} of every element write .![${name}]`;
  const type = typeOf(target);
  return type && didYouMean(name, [...type.methods.keys(), ...Object.keys(type.properties)]);
}

function getter(target: Exclude<Value, null>, name: string, context: CallContext): Value | undefined {
  if (target instanceof JavaList && target.kind === 'Array' && name === 'length')
    return int(target.items.length);
  const type = typeOf(target);
  if (!type) return undefined;
  if (Object.hasOwn(type.properties, name)) return type.properties[name]?.(target as never);
  const capital = name.slice(0, 1).toUpperCase() + name.slice(1);
  for (const methodName of [`get${capital}`, `is${capital}`, name]) {
    const method = type.methods.get(methodName)?.find((candidate) => candidate.parameters.length === 0);
    if (method) return method.call(target, [], context);
  }
  return undefined;
}

const textKeys = (map: JavaMap) => map.keys().filter((key) => typeof key === 'string');

const noGetter = (name: string, type: string, hint?: string) => {
  const cause = `requested getter ${name} not found on type class ${type}`;
  return causedError('IllegalArgumentException', cause, 'EL1021E', accessFailed(name, cause), hint);
};

const rejectedGetter = (name: string, type: string) => {
  const cause = `found getter for requested ${name} but rejected due to return type class ${type}`;
  return causedError('IllegalArgumentException', cause, 'EL1021E', accessFailed(name, cause));
};

const accessFailed = (name: string, cause: string) =>
  `A problem occurred whilst attempting to access the property '${name}': '${cause}'`;

/**
 * `target[key]`.
 * @throws ExpressionError for an index out of range or a value without elements
 * Source: Spring `Indexer`.
 */
export function readIndex(target: Exclude<Value, null>, key: Value, context: CallContext): Value {
  if (isMap(target)) return target.get(key);
  if (target instanceof JavaList) {
    const index = position(key);
    const size = target.items.length;
    if (target.kind === 'Array') {
      if (index < 0 || index >= size)
        throw evaluationError('EL1024E', `The array has '${size}' elements, index '${index}' is invalid`);
    } else {
      if (index >= size)
        throw evaluationError(
          'EL1025E',
          `The collection has '${size}' elements, index '${index}' is invalid`,
          size === 0 ? 'the collection is empty' : `the last index is ${size - 1}`,
        );
      if (index < 0)
        throw thrown('IndexOutOfBoundsException', `Index ${index} out of bounds for length ${size}`);
    }
    return target.items[index] ?? null;
  }
  if (typeof target === 'string') {
    const index = position(key);
    if (index < 0 || index >= target.length)
      throw evaluationError(
        'EL1026E',
        `The string has '${target.length}' characters, index '${index}' is invalid`,
      );
    return target.charAt(index);
  }
  if (typeof key === 'string' && !(target instanceof ClassRef))
    return readProperty(target, key, true, context);
  throw evaluationError('EL1027E', `Indexing into type '${className(target)}' is not supported`);
}

function position(key: Value): number {
  const index = toNumber(key, 'Integer');
  if (index === null) throw thrown('IllegalStateException', 'No index');
  return asNumber(index);
}
