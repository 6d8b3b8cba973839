import type { Budget } from '../limits.ts';
import { causedError, evaluationError } from '../failure.ts';
import { entriesOf, isMap, JavaList } from './collection.ts';
import { className, typeName } from './names.ts';
import { asInt, asLong, asNumber, int } from './number.ts';
import { Char, ClassRef, EnumConstant, JavaObject, MapEntry, Num, type Value } from './value.ts';

/** How object types compare; `types/` supplies it. Undefined when the type has no order. */
export type ObjectOrder = (left: JavaObject, right: JavaObject) => number | undefined;

/** Java's `equals`: types count, so `1` is not `1L`. */
export function javaEquals(left: Value, right: Value, budget: Budget): boolean {
  if (left === right) return true;
  if (left === null || right === null || typeof left !== 'object' || typeof right !== 'object') return false;
  return budget.nested(() => equalObjects(left, right, budget));
}

type ObjectValue = Exclude<Value, null | boolean | string>;

function equalObjects(left: ObjectValue, right: ObjectValue, budget: Budget): boolean {
  if (left instanceof Num)
    return right instanceof Num && left.kind === right.kind && Object.is(left.value, right.value);
  if (left instanceof Char) return right instanceof Char && left.text === right.text;
  if (left instanceof EnumConstant)
    return right instanceof EnumConstant && left.type === right.type && left.name === right.name;
  if (left instanceof ClassRef) return right instanceof ClassRef && left.name === right.name;
  if (left instanceof MapEntry) {
    return (
      right instanceof MapEntry &&
      javaEquals(left.key, right.key, budget) &&
      javaEquals(left.value, right.value, budget)
    );
  }
  if (left instanceof JavaList) return right instanceof JavaList && equalLists(left, right, budget);
  if (isMap(left)) {
    return (
      isMap(right) &&
      left.size === right.size &&
      entriesOf(left).every(({ key, value }) => right.has(key) && javaEquals(value, right.get(key), budget))
    );
  }
  return right instanceof JavaObject && left.type === right.type && sameData(left.data, right.data);
}

function equalLists(left: JavaList, right: JavaList, budget: Budget): boolean {
  if (left.kind !== right.kind || left.kind === 'Collection' || left.items.length !== right.items.length)
    return false;
  if (left.kind === 'Array' && left.elementType !== right.elementType) return false;
  if (left.kind === 'Set')
    return left.items.every((item) => right.items.some((other) => javaEquals(item, other, budget)));
  return left.items.every((item, i) => javaEquals(item, right.items[i] ?? null, budget));
}

const sameData = (left: unknown, right: unknown) =>
  left === right || (typeof left !== 'object' && Object.is(left, right));

/** The language's `==`: numbers compare by value across types, everything else as Java's `equals`. */
export function looseEquals(left: Value, right: Value, budget: Budget, order: ObjectOrder): boolean {
  if (left instanceof Num && right instanceof Num) return compareNumbers(left, right) === 0;
  const leftText = statusText(left);
  const rightText = statusText(right);
  if (typeof leftText === 'string' && typeof rightText === 'string') return leftText === rightText;
  if (javaEquals(left, right, budget)) return true;
  if (left instanceof JavaObject && right instanceof JavaObject && left.type === right.type)
    return order(left, right) === 0;
  return false;
}

/** Execution statuses take part in comparisons as their name. */
const statusText = (value: Value): Value =>
  value instanceof EnumConstant && value.actsAsText ? value.name : value;

/**
 * The order behind `<` and `between`: null is smaller than everything, numbers compare by value.
 * @throws ExpressionError for values of different or unordered types
 */
export function compareValues(leftValue: Value, rightValue: Value, order: ObjectOrder): number {
  const left = statusText(leftValue);
  const right = statusText(rightValue);
  if (left === null) return right === null ? 0 : -1;
  if (right === null) return 1;
  if (left instanceof Num && right instanceof Num) return compareNumbers(left, right);
  if (left instanceof JavaList || left instanceof MapEntry || left instanceof ClassRef || isMap(left))
    throw incomparable(left, right);
  if (typeName(left) !== typeName(right)) throw mismatch(left, right);
  const result = compareSameType(left, right, order);
  if (result === undefined) throw incomparable(left, right);
  return result;
}

/** `compareTo` of two values of one type. */
function compareSameType(left: Value, right: Value, order: ObjectOrder): number | undefined {
  if (typeof left === 'string' && typeof right === 'string') return compareTexts(left, right);
  if (typeof left === 'boolean' && typeof right === 'boolean') return Number(left) - Number(right);
  if (left instanceof Num && right instanceof Num) return compareNumbers(left, right);
  if (left instanceof Char && right instanceof Char) return compareTexts(left.text, right.text);
  if (left instanceof EnumConstant && right instanceof EnumConstant) return left.ordinal - right.ordinal;
  return left instanceof JavaObject && right instanceof JavaObject ? order(left, right) : undefined;
}

/** Java's `String.compareTo`: difference of the first unequal characters, else of the lengths. */
export function compareTexts(left: string, right: string): number {
  const shared = Math.min(left.length, right.length);
  for (let i = 0; i < shared; i++) {
    const difference = left.charCodeAt(i) - right.charCodeAt(i);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

/** Compares in the wider of the two types; NaN when one side is NaN. */
export function compareNumbers(left: Num, right: Num): number {
  const kinds = [left.kind, right.kind];
  if (kinds.includes('Double') || kinds.includes('Float')) {
    const single = !kinds.includes('Double');
    const a = single ? Math.fround(asNumber(left)) : asNumber(left);
    const b = single ? Math.fround(asNumber(right)) : asNumber(right);
    return a === b ? 0 : a < b ? -1 : a > b ? 1 : NaN;
  }
  const a = BigInt(left.value);
  const b = BigInt(right.value);
  return a === b ? 0 : a < b ? -1 : 1;
}

function mismatch(left: Value, right: Value) {
  const [a, b] = [className(left), className(right)];
  return causedError(
    'ClassCastException',
    `class ${b} cannot be cast to class ${a} (${b} and ${a} are in module java.base of loader 'bootstrap')`,
    'EL1013E',
    `Cannot compare instances of class ${a} and class ${b}`,
    'bring both sides to one type first, for example with #toInt(…)',
  );
}

const incomparable = (left: Value, right: Value) =>
  evaluationError(
    'EL1013E',
    `Cannot compare instances of class ${className(left)} and class ${className(right)}`,
  );

/** Java's `hashCode` of values whose hash does not depend on the process. */
export function hashOf(value: Value, budget: Budget): number {
  return budget.nested(() => valueHash(value, budget));
}

function valueHash(value: Value, budget: Budget): number {
  if (value === null) return 0;
  if (typeof value === 'string') return textHash(value);
  if (typeof value === 'boolean') return value ? 1231 : 1237;
  if (value instanceof Num) return numberHash(value);
  if (value instanceof Char) return value.text.charCodeAt(0);
  if (value instanceof MapEntry) return hashOf(value.key, budget) ^ hashOf(value.value, budget);
  if (value instanceof JavaList) {
    return value.kind === 'Set'
      ? value.items.reduce((sum: number, item) => (sum + hashOf(item, budget)) | 0, 0)
      : value.items.reduce((hash: number, item) => (Math.imul(31, hash) + hashOf(item, budget)) | 0, 1);
  }
  if (isMap(value)) return entriesOf(value).reduce((sum, entry) => (sum + hashOf(entry, budget)) | 0, 0);
  return textHash(typeName(value));
}

const textHash = (text: string) => {
  let hash = 0;
  for (let i = 0; i < text.length; i++) hash = (Math.imul(31, hash) + text.charCodeAt(i)) | 0;
  return hash;
};

function numberHash(n: Num): number {
  if (n.kind === 'Long' || n.kind === 'BigInteger') return foldLong(asLong(n));
  if (n.kind === 'Float') return new DataView(new Float32Array([asNumber(n)]).buffer).getInt32(0, true);
  if (n.kind === 'Double')
    return foldLong(new DataView(new Float64Array([asNumber(n)]).buffer).getBigInt64(0, true));
  return asInt(n);
}

const foldLong = (bits: bigint) =>
  asInt(int(Number(BigInt.asIntN(32, bits ^ (BigInt.asUintN(64, bits) >> 32n)))));
