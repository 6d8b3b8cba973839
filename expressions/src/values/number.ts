/** Java's number types as the language distinguishes them. */
export type NumberKind = 'Integer' | 'Long' | 'Float' | 'Double' | 'Byte' | 'Short' | 'BigInteger';

/** A number with its Java type; `value` is a bigint for Long and BigInteger, else a number. */
export class Num {
  readonly kind: NumberKind;
  readonly value: number | bigint;

  constructor(kind: NumberKind, value: number | bigint) {
    this.kind = kind;
    this.value = value;
  }
}

export const INT_MAX = 2147483647;
export const INT_MIN = -2147483648;
export const LONG_MAX = 9223372036854775807n;
export const LONG_MIN = -9223372036854775808n;

/** 32 bits, wrapping. */
export const int = (value: number) => new Num('Integer', value | 0);
/** 64 bits, wrapping. */
export const long = (value: bigint) => new Num('Long', BigInt.asIntN(64, value));
export const float = (value: number) => new Num('Float', Math.fround(value));
export const double = (value: number) => new Num('Double', value);

export const isFloating = (n: Num) => n.kind === 'Double' || n.kind === 'Float';
export const asNumber = (n: Num): number => Number(n.value);
export const asInt = (n: Num): number =>
  typeof n.value === 'bigint' ? Number(BigInt.asIntN(32, n.value)) : toInt32(n.value);
export const asLong = (n: Num): bigint =>
  typeof n.value === 'bigint' ? BigInt.asIntN(64, n.value) : doubleToLong(n.value);

/** Java's `(int)` of a double: clamps, NaN is 0. */
export const toInt32 = (value: number): number =>
  Number.isNaN(value) ? 0 : Math.trunc(Math.min(INT_MAX, Math.max(INT_MIN, value)));

/** Java's `(long)` of a double: clamps, NaN is 0. */
export function doubleToLong(value: number): bigint {
  if (Number.isNaN(value)) return 0n;
  if (value >= 2 ** 63) return LONG_MAX;
  if (value <= -(2 ** 63)) return LONG_MIN;
  return BigInt(Math.trunc(value));
}

/** Brings a number to a kind the way Java's narrowing and widening casts do. */
export function castNumber(n: Num, kind: NumberKind): Num {
  switch (kind) {
    case 'Integer':
      return int(asInt(n));
    case 'Long':
      return long(asLong(n));
    case 'Float':
      return float(asNumber(n));
    case 'Double':
      return double(asNumber(n));
    case 'Byte':
      return new Num('Byte', (asInt(n) << 24) >> 24);
    case 'Short':
      return new Num('Short', (asInt(n) << 16) >> 16);
    case 'BigInteger':
      return new Num('BigInteger', typeof n.value === 'bigint' ? n.value : BigInt(Math.trunc(n.value)));
  }
}

/** Prints a number as Java's `toString` does: `1.0`, `1.0E10`, `1.0E-4`. */
export function numberText(n: Num): string {
  if (n.kind === 'Double') return floatingText(Number(n.value), String(n.value));
  if (n.kind === 'Float') return floatingText(Number(n.value), shortestFloat(Number(n.value)));
  return String(n.value);
}

function shortestFloat(value: number): string {
  for (let digits = 1; digits <= 9; digits++) {
    const text = value.toPrecision(digits);
    if (Math.fround(Number(text)) === value) return String(Number(text));
  }
  return String(value);
}

function floatingText(value: number, shortest: string): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : value > 0 ? 'Infinity' : '-Infinity';
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0';
  const size = Math.abs(value);
  const sign = value < 0 ? '-' : '';
  if (size === 5e-324) return `${sign}4.9E-324`;
  const { digits, exponent } = decimalDigits(shortest.replace('-', ''));
  if (size >= 1e-3 && size < 1e7) {
    if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`;
    const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, '0');
    return `${sign}${whole}.${digits.slice(exponent + 1) || '0'}`;
  }
  return `${sign}${digits[0]}.${digits.slice(1) || '0'}E${exponent}`;
}

/** Splits `123.4e5` into its significant digits and the power of ten of the first one. */
function decimalDigits(text: string): { digits: string; exponent: number } {
  const [mantissa = '', power = '0'] = text.toLowerCase().split('e');
  const [whole = '', fraction = ''] = mantissa.split('.');
  const all = whole + fraction;
  const leading = all.length - all.replace(/^0+/, '').length;
  const digits = all.slice(leading).replace(/0+$/, '') || '0';
  return { digits, exponent: whole.length - 1 - leading + Number(power) };
}
