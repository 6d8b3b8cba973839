import { causedError, ExpressionError, evaluationError, thrown } from '../failure.ts';
import type { Budget } from '../limits.ts';
import { isMap, JavaList, javaArray } from './collection.ts';
import { className } from './names.ts';
import {
  castNumber,
  double,
  float,
  INT_MAX,
  INT_MIN,
  LONG_MAX,
  LONG_MIN,
  type NumberKind,
} from './number.ts';
import { convertedText, hasTextConversion, type ObjectText } from './text.ts';
import { Char, Num, type Value } from './value.ts';

const TRUE_WORDS = new Set(['true', 'on', 'yes', '1']);
const FALSE_WORDS = new Set(['false', 'off', 'no', '0']);

const conversionFailed = (from: Value, to: string, cause?: [kind: string, message: string]) => {
  const text = `Type conversion problem, cannot convert from ${className(from)} to ${to}`;
  return cause ? causedError(cause[0], cause[1], 'EL1001E', text) : evaluationError('EL1001E', text);
};

const noConverter = (from: Value, to: string) => {
  const type = isMap(from) ? `${className(from)}<?, ?>` : className(from);
  return causedError(
    'ConverterNotFoundException',
    `No converter found capable of converting from type [${type}] to type [${to}]`,
    'EL1001E',
    `Type conversion problem, cannot convert from ${type} to ${to}`,
  );
};

/**
 * The truth of a condition: texts are read as words, numbers and null are errors, a list counts as its first element.
 * Source: Spring `StringToBooleanConverter`.
 */
export function toBoolean(value: Value): boolean {
  if (typeof value === 'boolean') return value;
  if (value === null)
    throw evaluationError('EL1001E', 'Type conversion problem, cannot convert from null to boolean');
  if (typeof value === 'string') {
    const word = value.trim();
    if (word === '')
      throw evaluationError('EL1001E', 'Type conversion problem, cannot convert from null to boolean');
    if (TRUE_WORDS.has(word.toLowerCase())) return true;
    if (FALSE_WORDS.has(word.toLowerCase())) return false;
    throw conversionFailed(value, 'java.lang.Boolean', [
      'IllegalArgumentException',
      `Invalid boolean value '${value}'`,
    ]);
  }
  if (value instanceof JavaList) return toBoolean(value.items[0] ?? null);
  throw noConverter(value, 'java.lang.Boolean');
}

const RANGES: Partial<Record<NumberKind, [bigint, bigint]>> = {
  Byte: [-128n, 127n],
  Short: [-32768n, 32767n],
  Integer: [BigInt(INT_MIN), BigInt(INT_MAX)],
  Long: [LONG_MIN, LONG_MAX],
};

/** Converts to a number type as Spring does for indexes and arguments; null for empty text. */
export function toNumber(value: Value, kind: NumberKind): Num | null {
  const target = `java.lang.${kind}`;
  if (value instanceof Num) {
    if (value.kind === kind) return value;
    const range = RANGES[kind];
    if (range && typeof value.value === 'bigint' && (value.value < range[0] || value.value > range[1])) {
      throw conversionFailed(value, target, [
        'IllegalArgumentException',
        `Could not convert number [${value.value}] of type [${className(value)}] to target class [${target}]: overflow`,
      ]);
    }
    return castNumber(value, kind);
  }
  if (value instanceof Char) return castNumber(new Num('Integer', value.text.charCodeAt(0)), kind);
  if (typeof value === 'string') {
    const text = value.replace(/\s/g, '');
    if (text === '') return null;
    try {
      return parseNumber(text, kind);
    } catch (error) {
      if (error instanceof ExpressionError)
        throw conversionFailed(value, target, [error.kind, error.message]);
      throw error;
    }
  }
  if (value instanceof JavaList) return toNumber(value.items[0] ?? null, kind);
  if (value === null) return null;
  throw noConverter(value, target);
}

/**
 * Java's `parseInt`, `parseLong`, `parseDouble` …
 * @throws ExpressionError NumberFormatException
 */
export function parseNumber(text: string, kind: NumberKind, radix = 10): Num {
  if (kind === 'Float' || kind === 'Double') {
    const trimmed = text.trim();
    if (trimmed === '') throw thrown('NumberFormatException', 'empty String');
    if (!/^[+-]?(NaN|Infinity|(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?[fFdD]?)$/.test(trimmed)) {
      throw thrown('NumberFormatException', `For input string: "${text}"`);
    }
    const number = Number(trimmed.replace(/(?<=[\d.])[fFdD]$/, ''));
    return kind === 'Float' ? float(number) : double(number);
  }
  const plain = [...text].map((c) => asciiDigit(c)).join('');
  const digits = new RegExp(
    `^[+-]?[${radix <= 10 ? `0-${radix - 1}` : `0-9a-${String.fromCharCode(86 + radix)}`}]+$`,
    'i',
  );
  const value = digits.test(plain) ? parseDigits(plain, radix) : undefined;
  const [low, high] = RANGES[kind] ?? [LONG_MIN, LONG_MAX];
  if (value === undefined || value < low || value > high) {
    throw thrown(
      'NumberFormatException',
      `For input string: "${text}"${radix === 10 ? '' : ` under radix ${radix}`}`,
    );
  }
  return new Num(kind, kind === 'Long' ? value : Number(value));
}

function parseDigits(text: string, radix: number): bigint {
  const negative = text.startsWith('-');
  const digits = text.replace(/^[+-]/, '').slice(0, 80);
  let value = 0n;
  for (const digit of digits) value = value * BigInt(radix) + BigInt(Number.parseInt(digit, 36));
  return negative ? -value : value;
}

/** Java reads decimal digits of every script: full-width and Arabic ones here. */
function asciiDigit(c: string): string {
  const code = c.codePointAt(0) ?? 0;
  if (code >= 0xff10 && code <= 0xff19) return String(code - 0xff10);
  if (code >= 0x660 && code <= 0x669) return String(code - 0x660);
  return c;
}

/** Parameter types as the method tables write them. */
export type ParameterType = string;

const BOXES: Record<string, string> = {
  int: 'Integer',
  long: 'Long',
  float: 'Float',
  double: 'Double',
  byte: 'Byte',
  short: 'Short',
  boolean: 'Boolean',
  char: 'Character',
};
const NUMBER_KINDS = new Set(['Integer', 'Long', 'Float', 'Double', 'Byte', 'Short']);

/** How well an argument fits a parameter; undefined when it does not. Source: Spring `ReflectionHelper.compareArguments`. */
export function fit(
  value: Value,
  type: string,
  typeOf: (value: Exclude<Value, null>) => string,
  objects: ObjectText,
): 'exact' | 'close' | 'convert' | undefined {
  if (value === null) return type in BOXES ? undefined : 'exact';
  const actual = typeOf(value);
  if (actual === type) return 'exact';
  if (BOXES[type] === actual || type === 'Object') return 'close';
  if (type === 'CharSequence') return actual === 'String' ? 'close' : undefined;
  if (type === 'Collection' || type === 'Iterable') {
    if (value instanceof JavaList) return value.kind === 'Array' ? 'convert' : 'close';
    return type === 'Collection' && !isMap(value) ? 'convert' : undefined;
  }
  if (type === 'Comparable') return value instanceof JavaList || isMap(value) ? undefined : 'close';
  const boxed = BOXES[type] ?? type;
  if (NUMBER_KINDS.has(boxed)) {
    return value instanceof Num ||
      typeof value === 'string' ||
      value instanceof Char ||
      value instanceof JavaList
      ? 'convert'
      : undefined;
  }
  if (boxed === 'Boolean' || boxed === 'Character')
    return typeof value === 'string' ||
      value instanceof JavaList ||
      (boxed === 'Character' && value instanceof Num)
      ? 'convert'
      : undefined;
  if (type === 'String') return hasTextConversion(value, objects) ? 'convert' : undefined;
  if (type.endsWith('[]'))
    return value instanceof JavaList || typeof value === 'string' ? 'convert' : undefined;
  return undefined;
}

/** Brings an argument to a parameter's type. */
export function convertArgument(value: Value, type: string, objects: ObjectText, budget: Budget): Value {
  if (value === null) return null;
  const boxed = BOXES[type] ?? type;
  if (NUMBER_KINDS.has(boxed)) return toNumber(value, boxed as NumberKind);
  if (boxed === 'Boolean') return toBoolean(value);
  if (boxed === 'Character') return toChar(value);
  if (boxed === 'String') return convertedText(value, objects, budget);
  if (boxed === 'Collection' && !(value instanceof JavaList && value.kind !== 'Array'))
    return toCollection(value);
  if (type.endsWith('[]')) {
    const element = type.slice(0, -2);
    if (value instanceof JavaList && value.kind === 'Array' && value.elementType === element) return value;
    const items = toCollection(value).items.map((item) => convertArgument(item, element, objects, budget));
    return javaArray(items, element);
  }
  return value;
}

function toCollection(value: Value): JavaList {
  if (value instanceof JavaList) return new JavaList([...value.items]);
  if (typeof value === 'string')
    return new JavaList(value === '' ? [] : value.split(',').map((part) => part.trim()));
  return new JavaList([value]);
}

function toChar(value: Value): Value {
  if (value instanceof Char) return value;
  if (typeof value === 'string') {
    if (value === '') return null;
    if (value.length > 1) {
      throw conversionFailed(value, 'java.lang.Character', [
        'IllegalArgumentException',
        `Can only convert a [String] with length of 1 to a [Character]; string value '${value}' has length of ${value.length}`,
      ]);
    }
    return new Char(value);
  }
  if (value instanceof Num) return new Char(String.fromCharCode(Number(value.value)));
  if (value instanceof JavaList) return toChar(value.items[0] ?? null);
  throw noConverter(value, 'java.lang.Character');
}
