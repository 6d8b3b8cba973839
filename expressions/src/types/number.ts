import { thrown } from '../failure.ts';
import { compareNumbers, hashOf } from '../values/compare.ts';
import { parseNumber } from '../values/convert.ts';
import {
  asInt,
  asLong,
  asNumber,
  castNumber,
  double,
  int,
  long,
  Num,
  numberText,
  type NumberKind,
} from '../values/number.ts';
import type { Char, Value } from '../values/value.ts';
import { objectMethods } from './object.ts';
import type { Call, TypeTable } from './type.ts';

const conversions: Record<string, Call> = {
  'intValue()': (n: Num) => castNumber(n, 'Integer'),
  'longValue()': (n: Num) => castNumber(n, 'Long'),
  'floatValue()': (n: Num) => castNumber(n, 'Float'),
  'doubleValue()': (n: Num) => castNumber(n, 'Double'),
  'shortValue()': (n: Num) => castNumber(n, 'Short'),
  'byteValue()': (n: Num) => castNumber(n, 'Byte'),
};

const methodsFor = (kind: NumberKind): Record<string, Call> => ({
  ...objectMethods,
  ...conversions,
  [`compareTo(${kind})`]: (n: Num, [other]: [Num]) => int(totalOrder(n, other)),
});

/** `compareTo`: as `<`, but NaN is the largest and equals itself. */
function totalOrder(a: Num, b: Num): number {
  const order = compareNumbers(a, b);
  if (!Number.isNaN(order)) return order;
  const [left, right] = [Number.isNaN(asNumber(a)), Number.isNaN(asNumber(b))];
  return left && right ? 0 : left ? 1 : -1;
}

const needed = (text: string | null, message = 'Cannot parse null string'): string => {
  if (text === null) throw thrown('NumberFormatException', message);
  return text;
};

const unsigned = (n: Num) => (n.kind === 'Long' ? BigInt.asUintN(64, asLong(n)) : BigInt(asInt(n) >>> 0));
const bits = (n: Num) => unsigned(n).toString(2).replace(/0/g, '').length;
const radixOf = (radix: Num) => (asInt(radix) >= 2 && asInt(radix) <= 36 ? asInt(radix) : 10);

/** Static methods that Integer and Long share; `p` is the primitive name. */
const wholeStatics = (kind: 'Integer' | 'Long', p: 'int' | 'long'): Record<string, Call> => {
  const make = (value: bigint) => (kind === 'Long' ? long(value) : int(Number(BigInt.asIntN(32, value))));
  const big = (n: Num) => asLong(n);
  const parseName = kind === 'Long' ? 'parseLong' : 'parseInt';
  const unsignedName = kind === 'Long' ? 'parseUnsignedLong' : 'parseUnsignedInt';
  const size = kind === 'Long' ? 64 : 32;
  return {
    [`${parseName}(String)`]: (_: null, [text]: [string | null]) => parseNumber(needed(text), kind),
    [`${parseName}(String,int)`]: (_: null, [text, radix]: [string | null, Num]) =>
      parseNumber(needed(text), kind, radixOf(radix)),
    [`${unsignedName}(String)`]: (_: null, [text]: [string | null]) =>
      make(big(parseNumber(needed(text), 'Long'))),
    [`valueOf(${p})`]: (_: null, [n]: [Num]) => n,
    'valueOf(String)': (_: null, [text]: [string | null]) => parseNumber(needed(text), kind),
    'valueOf(String,int)': (_: null, [text, radix]: [string | null, Num]) =>
      parseNumber(needed(text), kind, radixOf(radix)),
    'decode(String)': (_: null, [text]: [string | null]) => decode(needed(text), kind),
    [`toString(${p})`]: (_: null, [n]: [Num]) => numberText(n),
    [`toString(${p},int)`]: (_: null, [n, radix]: [Num, Num]) => big(n).toString(radixOf(radix)),
    [`toBinaryString(${p})`]: (_: null, [n]: [Num]) => unsigned(n).toString(2),
    [`toOctalString(${p})`]: (_: null, [n]: [Num]) => unsigned(n).toString(8),
    [`toHexString(${p})`]: (_: null, [n]: [Num]) => unsigned(n).toString(16),
    [`toUnsignedString(${p})`]: (_: null, [n]: [Num]) => unsigned(n).toString(),
    [`hashCode(${p})`]: (_: null, [n]: [Num], { budget }) => int(hashOf(n, budget)),
    [`bitCount(${p})`]: (_: null, [n]: [Num]) => int(bits(n)),
    [`signum(${p})`]: (_: null, [n]: [Num]) => int(big(n) > 0n ? 1 : big(n) < 0n ? -1 : 0),
    [`numberOfLeadingZeros(${p})`]: (_: null, [n]: [Num]) =>
      int(unsigned(n) === 0n ? size : size - unsigned(n).toString(2).length),
    [`numberOfTrailingZeros(${p})`]: (_: null, [n]: [Num]) =>
      int(unsigned(n) === 0n ? size : (/0*$/.exec(unsigned(n).toString(2))?.[0].length ?? 0)),
    [`reverse(${p})`]: (_: null, [n]: [Num]) =>
      make(BigInt(`0b${[...unsigned(n).toString(2).padStart(size, '0')].reverse().join('')}`)),
    [`highestOneBit(${p})`]: (_: null, [n]: [Num]) =>
      make(unsigned(n) === 0n ? 0n : 1n << BigInt(unsigned(n).toString(2).length - 1)),
    [`compare(${p},${p})`]: (_: null, [a, b]: [Num, Num]) => int(compareNumbers(a, b)),
    [`max(${p},${p})`]: (_: null, [a, b]: [Num, Num]) => (big(a) > big(b) ? a : b),
    [`min(${p},${p})`]: (_: null, [a, b]: [Num, Num]) => (big(a) < big(b) ? a : b),
    [`sum(${p},${p})`]: (_: null, [a, b]: [Num, Num]) => make(big(a) + big(b)),
    [`divideUnsigned(${p},${p})`]: (_: null, [a, b]: [Num, Num]) => make(unsigned(a) / divisor(b)),
    [`remainderUnsigned(${p},${p})`]: (_: null, [a, b]: [Num, Num]) => make(unsigned(a) % divisor(b)),
  };
};

function divisor(n: Num): bigint {
  if (unsigned(n) === 0n) throw thrown('ArithmeticException', '/ by zero');
  return unsigned(n);
}

function decode(text: string, kind: 'Integer' | 'Long'): Num {
  const [, minus = '', prefix = '', digits = ''] = /^([+-]?)(0[xX]|#|0(?=.))?(.*)$/s.exec(text) ?? [];
  const radix = prefix === '' ? 10 : prefix === '0' ? 8 : 16;
  return parseNumber(minus + digits, kind, radix);
}

const floatingStatics = (kind: 'Double' | 'Float', p: 'double' | 'float'): Record<string, Call> => ({
  [`parse${kind}(String)`]: (_: null, [text]: [string | null]) => parseNumber(needed(text, 'null'), kind),
  'valueOf(String)': (_: null, [text]: [string | null]) => parseNumber(needed(text, 'null'), kind),
  [`valueOf(${p})`]: (_: null, [n]: [Num]) => n,
  [`toString(${p})`]: (_: null, [n]: [Num]) => numberText(n),
  [`toHexString(${p})`]: (_: null, [n]: [Num]) => hexText(asNumber(n)),
  [`hashCode(${p})`]: (_: null, [n]: [Num], { budget }) => int(hashOf(n, budget)),
  [`isNaN(${p})`]: (_: null, [n]: [Num]) => Number.isNaN(asNumber(n)),
  [`isInfinite(${p})`]: (_: null, [n]: [Num]) => Math.abs(asNumber(n)) === Infinity,
  [`isFinite(${p})`]: (_: null, [n]: [Num]) => Number.isFinite(asNumber(n)),
  [`compare(${p},${p})`]: (_: null, [a, b]: [Num, Num]) => int(totalOrder(a, b)),
  [`max(${p},${p})`]: (_: null, [a, b]: [Num, Num]) =>
    castNumber(double(Math.max(asNumber(a), asNumber(b))), kind),
  [`min(${p},${p})`]: (_: null, [a, b]: [Num, Num]) =>
    castNumber(double(Math.min(asNumber(a), asNumber(b))), kind),
  [`sum(${p},${p})`]: (_: null, [a, b]: [Num, Num]) => castNumber(double(asNumber(a) + asNumber(b)), kind),
});

/** C99 notation: `0x1.8p1`. */
function hexText(value: number): string {
  if (!Number.isFinite(value)) return numberText(double(value));
  if (value === 0) return Object.is(value, -0) ? '-0x0.0p0' : '0x0.0p0';
  const raw = new DataView(new Float64Array([value]).buffer).getBigUint64(0, true);
  const exponent = Number((raw >> 52n) & 0x7ffn);
  const fraction = (raw & 0xfffffffffffffn).toString(16).padStart(13, '0').replace(/0+$/, '') || '0';
  return `${value < 0 ? '-' : ''}0x${exponent === 0 ? 0 : 1}.${fraction}p${exponent === 0 ? -1022 : exponent - 1023}`;
}

export const integerType: TypeTable = {
  name: 'Integer',
  nameable: true,
  constructors: {
    '(int)': (_: null, [n]: [Num]) => n,
    '(String)': (_: null, [text]: [string | null]) => parseNumber(needed(text), 'Integer'),
  },
  methods: methodsFor('Integer'),
  statics: {
    ...wholeStatics('Integer', 'int'),
    'toUnsignedLong(int)': (_: null, [n]: [Num]) => long(unsigned(n)),
    'reverseBytes(int)': (_: null, [n]: [Num]) =>
      int(new DataView(new Int32Array([asInt(n)]).buffer).getInt32(0, false)),
    'rotateLeft(int,int)': (_: null, [n, by]: [Num, Num]) =>
      int((asInt(n) << (asInt(by) & 31)) | (asInt(n) >>> (-asInt(by) & 31))),
    'rotateRight(int,int)': (_: null, [n, by]: [Num, Num]) =>
      int((asInt(n) >>> (asInt(by) & 31)) | (asInt(n) << (-asInt(by) & 31))),
  },
};

export const longType: TypeTable = {
  name: 'Long',
  nameable: true,
  constructors: {
    '(long)': (_: null, [n]: [Num]) => n,
    '(String)': (_: null, [text]: [string | null]) => parseNumber(needed(text), 'Long'),
  },
  methods: methodsFor('Long'),
  statics: wholeStatics('Long', 'long'),
};

const isNumberMethods: Record<string, Call> = {
  'isNaN()': (n: Num) => Number.isNaN(asNumber(n)),
  'isInfinite()': (n: Num) => Math.abs(asNumber(n)) === Infinity,
};

export const doubleType: TypeTable = {
  name: 'Double',
  nameable: true,
  constructors: {
    '(double)': (_: null, [n]: [Num]) => n,
    '(String)': (_: null, [text]: [string | null]) => parseNumber(needed(text, 'null'), 'Double'),
  },
  methods: { ...methodsFor('Double'), ...isNumberMethods },
  statics: {
    ...floatingStatics('Double', 'double'),
    'doubleToLongBits(double)': (_: null, [n]: [Num]) =>
      long(new DataView(new Float64Array([asNumber(n)]).buffer).getBigInt64(0, true)),
    'longBitsToDouble(long)': (_: null, [n]: [Num]) =>
      double(new DataView(new BigInt64Array([asLong(n)]).buffer).getFloat64(0, true)),
  },
};

/** A Float appears as a value only; `T(Float)` is not on the allow-list. */
export const floatType: TypeTable = {
  name: 'Float',
  methods: { ...methodsFor('Float'), ...isNumberMethods },
  statics: floatingStatics('Float', 'float'),
};

export const byteType: TypeTable = {
  name: 'Byte',
  nameable: true,
  constructors: {
    '(byte)': (_: null, [n]: [Num]) => n,
    '(String)': (_: null, [text]: [string | null]) => parseNumber(needed(text), 'Byte'),
  },
  methods: methodsFor('Byte'),
  statics: {
    'parseByte(String)': (_: null, [text]: [string | null]) => parseNumber(needed(text), 'Byte'),
    'valueOf(byte)': (_: null, [n]: [Num]) => n,
    'valueOf(String)': (_: null, [text]: [string | null]) => parseNumber(needed(text), 'Byte'),
    'toString(byte)': (_: null, [n]: [Num]) => numberText(n),
    'toUnsignedInt(byte)': (_: null, [n]: [Num]) => int(asInt(n) & 255),
    'compare(byte,byte)': (_: null, [a, b]: [Num, Num]) => int(asInt(a) - asInt(b)),
  },
};

export const shortType: TypeTable = { name: 'Short', methods: methodsFor('Short') };
export const bigIntegerType: TypeTable = {
  name: 'BigInteger',
  methods: { ...objectMethods, ...conversions },
};

export const booleanType: TypeTable = {
  name: 'Boolean',
  nameable: true,
  constructors: {
    '(boolean)': (_: null, [b]: [boolean]) => b,
    '(String)': (_: null, [text]: [string | null]) => text?.toLowerCase() === 'true',
  },
  methods: {
    ...objectMethods,
    'booleanValue()': (b: boolean) => b,
    'compareTo(Boolean)': (b: boolean, [other]: [boolean]) => int(Number(b) - Number(other)),
  },
  statics: {
    'parseBoolean(String)': (_: null, [text]: [string | null]) => text?.toLowerCase() === 'true',
    'valueOf(boolean)': (_: null, [b]: [boolean]) => b,
    'valueOf(String)': (_: null, [text]: [string | null]) => text?.toLowerCase() === 'true',
    'toString(boolean)': (_: null, [b]: [boolean]) => String(b),
    'hashCode(boolean)': (_: null, [b]: [boolean], { budget }) => int(hashOf(b, budget)),
    'compare(boolean,boolean)': (_: null, [a, b]: [boolean, boolean]) => int(Number(a) - Number(b)),
    'logicalAnd(boolean,boolean)': (_: null, [a, b]: [boolean, boolean]) => a && b,
    'logicalOr(boolean,boolean)': (_: null, [a, b]: [boolean, boolean]) => a || b,
    'logicalXor(boolean,boolean)': (_: null, [a, b]: [boolean, boolean]) => a !== b,
  },
};

/** A Character appears as a value only (`charAt`). */
export const characterType: TypeTable = {
  name: 'Character',
  methods: {
    ...objectMethods,
    'charValue()': (c: Char): Value => c,
    'compareTo(Character)': (c: Char, [other]: [Char]) =>
      int(c.text.charCodeAt(0) - other.text.charCodeAt(0)),
  },
};
