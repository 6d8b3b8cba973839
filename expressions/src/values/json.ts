import type { Budget } from '../limits.ts';
import { entriesOf, isMap, JavaList, JsonMap } from './collection.ts';
import { javaClassName, typeName } from './names.ts';
import { double, int, INT_MAX, INT_MIN, long, LONG_MAX, LONG_MIN, Num, numberText } from './number.ts';
import { Char, ClassRef, EnumConstant, JavaObject, MapEntry, type Value } from './value.ts';

/** Gives a JSON value its Java type: whole numbers are Integer or Long by size, others Double. */
export function fromJson(json: unknown): Value {
  switch (typeof json) {
    case 'string':
    case 'boolean':
      return json;
    case 'number':
      if (!Number.isInteger(json) || Object.is(json, -0)) return double(json);
      if (json >= INT_MIN && json <= INT_MAX) return int(json);
      return Number.isSafeInteger(json) ? long(BigInt(json)) : double(json);
    case 'bigint':
      if (json >= BigInt(INT_MIN) && json <= BigInt(INT_MAX)) return int(Number(json));
      return json >= LONG_MIN && json <= LONG_MAX ? long(json) : new Num('BigInteger', json);
    case 'object':
      if (json === null) return null;
      if (isValue(json)) return json;
      if (Array.isArray(json)) return new JavaList(() => json.map(fromJson));
      return new JsonMap(json as Record<string, unknown>, fromJson);
    default:
      return null;
  }
}

/** True for an object of the value model, which may stand inside a context where JSON cannot say the type. */
const isValue = (json: object): json is Exclude<Value, null | boolean | string> =>
  json instanceof Num ||
  json instanceof JavaList ||
  json instanceof JavaObject ||
  json instanceof EnumConstant ||
  json instanceof Char ||
  json instanceof ClassRef ||
  json instanceof MapEntry ||
  isMap(json);

/** Turns a value of an object type into JSON; `types/` supplies it. */
export type ObjectToJson = (object: JavaObject) => unknown;

/**
 * The plain JSON of a value; numbers beyond 2^53 lose digits, `NaN` and `Infinity` become text.
 * Source: Jackson's default mapping.
 */
export function toJson(value: Value, objectToJson: ObjectToJson, budget?: Budget, wide = false): unknown {
  if (value === null || typeof value !== 'object') return value;
  const convert = () => objectJson(value, objectToJson, budget, wide);
  return budget ? budget.nested(convert) : convert();
}

function objectJson(
  value: Exclude<Value, null | boolean | string>,
  objectToJson: ObjectToJson,
  budget: Budget | undefined,
  wide: boolean,
): unknown {
  if (value instanceof Num) return numberToJson(value, wide);
  if (value instanceof Char) return value.text;
  if (value instanceof EnumConstant) return value.name;
  if (value instanceof ClassRef) return javaClassName(value.name);
  if (value instanceof JavaList) {
    if (value.kind === 'Array' && value.elementType === 'byte') return bytesToBase64(value.items);
    if (value.kind === 'Array' && value.elementType === 'char')
      return value.items.map((c) => (c as Char).text).join('');
    return value.items.map((item) => toJson(item, objectToJson, budget, wide));
  }
  if (value instanceof MapEntry)
    return { [keyText(value.key)]: toJson(value.value, objectToJson, budget, wide) };
  if (isMap(value)) {
    const record: Record<string, unknown> = {};
    for (const { key, value: entry } of entriesOf(value))
      define(record, keyText(key), toJson(entry, objectToJson, budget, wide));
    return record;
  }
  return objectToJson(value);
}

/** Sets an own key, `__proto__` included. */
export function define(record: Record<string, unknown>, key: string, value: unknown): void {
  Object.defineProperty(record, key, { value, enumerable: true, configurable: true, writable: true });
}

function numberToJson(n: Num, wide: boolean): unknown {
  if (typeof n.value === 'bigint') {
    const small = Number(n.value);
    return Number.isSafeInteger(small) || !wide ? small : n.value;
  }
  if (!Number.isFinite(n.value)) return String(n.value);
  return n.kind === 'Float' ? Number(numberText(n)) : n.value;
}

/** A key as text, as Jackson writes it. */
function keyText(key: Value): string {
  if (typeof key === 'string') return key;
  if (key instanceof Num) return numberText(key);
  if (key instanceof EnumConstant) return key.name;
  if (key instanceof Char) return key.text;
  return typeof key === 'boolean' ? String(key) : key === null ? 'null' : typeName(key);
}

function bytesToBase64(bytes: readonly Value[]): string {
  return btoa(bytes.map((byte) => String.fromCharCode(Number((byte as Num).value) & 255)).join(''));
}
