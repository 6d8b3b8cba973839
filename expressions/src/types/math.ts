import { thrown } from '../failure.ts';
import {
  asInt,
  asLong,
  asNumber,
  castNumber,
  double,
  doubleToLong,
  int,
  INT_MAX,
  INT_MIN,
  long,
  LONG_MAX,
  LONG_MIN,
  Num,
  toInt32,
  type NumberKind,
} from '../values/number.ts';
import type { Call, TypeTable } from './type.ts';

/** One method for each number type, in Java's order of declaration. */
const overloads = (
  name: string,
  arity: 1 | 2,
  apply: (kind: NumberKind, a: Num, b: Num) => Num,
): Record<string, Call> =>
  Object.fromEntries(
    (['int', 'long', 'float', 'double'] as const).map((primitive) => {
      const kind = ({ int: 'Integer', long: 'Long', float: 'Float', double: 'Double' } as const)[primitive];
      const signature = `${name}(${Array.from({ length: arity }, () => primitive).join(',')})`;
      return [signature, (_: null, [a, b]: [Num, Num]) => apply(kind, a, b ?? a)];
    }),
  );

const pick =
  (choose: (a: number, b: number) => number, larger: boolean) => (kind: NumberKind, a: Num, b: Num) => {
    if (kind === 'Long') return asLong(a) > asLong(b) === larger ? a : b;
    return castNumber(double(choose(asNumber(a), asNumber(b))), kind);
  };

const absolute = (kind: NumberKind, n: Num): Num => {
  if (kind === 'Long') return long(asLong(n) < 0n ? -asLong(n) : asLong(n));
  if (kind === 'Integer') return int(Math.abs(asInt(n)));
  return castNumber(double(Math.abs(asNumber(n))), kind);
};

const exactInt = (value: bigint): Num => {
  if (value > BigInt(INT_MAX) || value < BigInt(INT_MIN))
    throw thrown('ArithmeticException', 'integer overflow');
  return int(Number(value));
};
const exactLong = (value: bigint): Num => {
  if (value > LONG_MAX || value < LONG_MIN) throw thrown('ArithmeticException', 'long overflow');
  return long(value);
};

const nonZero = (value: bigint) => {
  if (value === 0n) throw thrown('ArithmeticException', '/ by zero');
  return value;
};
const floorDiv = (a: bigint, b: bigint) => a / nonZero(b) - (a % b !== 0n && a < 0n !== b < 0n ? 1n : 0n);

/** Whole-number operations for int and long. */
const exact = (
  name: string,
  arity: 1 | 2,
  apply: (a: bigint, b: bigint) => bigint,
): Record<string, Call> => ({
  [`${name}(${arity === 1 ? 'int' : 'int,int'})`]: (_: null, [a, b]: [Num, Num]) =>
    exactInt(apply(asLong(a), asLong(b ?? a))),
  [`${name}(${arity === 1 ? 'long' : 'long,long'})`]: (_: null, [a, b]: [Num, Num]) =>
    exactLong(apply(asLong(a), asLong(b ?? a))),
});

const real = (name: string, apply: (value: number) => number): Record<string, Call> => ({
  [`${name}(double)`]: (_: null, [n]: [Num]) => double(apply(asNumber(n))),
});
const real2 = (name: string, apply: (a: number, b: number) => number): Record<string, Call> => ({
  [`${name}(double,double)`]: (_: null, [a, b]: [Num, Num]) => double(apply(asNumber(a), asNumber(b))),
});

function halfEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}

/** `java.lang.Math`. */
export const mathType: TypeTable = {
  name: 'Math',
  nameable: true,
  statics: {
    ...overloads('abs', 1, absolute),
    ...overloads('max', 2, pick(Math.max, true)),
    ...overloads('min', 2, pick(Math.min, false)),
    'round(float)': (_: null, [n]: [Num]) => int(toInt32(Math.floor(asNumber(n) + 0.5))),
    'round(double)': (_: null, [n]: [Num]) => long(doubleToLong(Math.round(asNumber(n)))),
    'signum(float)': (_: null, [n]: [Num]) => castNumber(double(Math.sign(asNumber(n))), 'Float'),
    'signum(double)': (_: null, [n]: [Num]) => double(Math.sign(asNumber(n))),
    ...real('floor', Math.floor),
    ...real('ceil', Math.ceil),
    ...real('rint', halfEven),
    ...real('sqrt', Math.sqrt),
    ...real('cbrt', Math.cbrt),
    ...real('exp', Math.exp),
    ...real('expm1', Math.expm1),
    ...real('log', Math.log),
    ...real('log10', Math.log10),
    ...real('log1p', Math.log1p),
    ...real('sin', Math.sin),
    ...real('cos', Math.cos),
    ...real('tan', Math.tan),
    ...real('asin', Math.asin),
    ...real('acos', Math.acos),
    ...real('atan', Math.atan),
    ...real('sinh', Math.sinh),
    ...real('cosh', Math.cosh),
    ...real('tanh', Math.tanh),
    ...real('toDegrees', (n) => n * (180 / Math.PI)),
    ...real('toRadians', (n) => n * (Math.PI / 180)),
    ...real2('pow', Math.pow),
    ...real2('atan2', Math.atan2),
    ...real2('hypot', Math.hypot),
    ...exact('addExact', 2, (a, b) => a + b),
    ...exact('subtractExact', 2, (a, b) => a - b),
    ...exact('multiplyExact', 2, (a, b) => a * b),
    ...exact('incrementExact', 1, (a) => a + 1n),
    ...exact('decrementExact', 1, (a) => a - 1n),
    ...exact('negateExact', 1, (a) => -a),
    ...exact('floorDiv', 2, floorDiv),
    ...exact('floorMod', 2, (a, b) => a - floorDiv(a, b) * b),
    'toIntExact(long)': (_: null, [n]: [Num]) => exactInt(asLong(n)),
    'random()': (_: null, _args: [], { random }) => double(random()),
  },
};
