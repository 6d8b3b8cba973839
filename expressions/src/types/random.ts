import { thrown } from '../failure.ts';
import { asInt, asLong, double, float, int, long, type Num } from '../values/number.ts';
import { JavaObject } from '../values/value.ts';
import { objectMethods } from './object.ts';
import type { TypeTable } from './type.ts';

/** The state of Java's 48-bit generator; it lives no longer than the expression. */
interface State {
  seed: bigint;
}
type RandomObject = { data: State };

const MULTIPLIER = 0x5deece66dn;
const MASK = (1n << 48n) - 1n;

const seeded = (seed: bigint) =>
  new JavaObject('Random', { seed: (seed ^ MULTIPLIER) & MASK } satisfies State);

function next(state: State, bits: number): number {
  state.seed = (state.seed * MULTIPLIER + 0xbn) & MASK;
  return Number(BigInt.asIntN(32, state.seed >> BigInt(48 - bits)));
}

function below(state: State, bound: number): number {
  if (bound <= 0) throw thrown('IllegalArgumentException', 'bound must be positive');
  let bits = next(state, 31);
  if ((bound & -bound) === bound) return Number((BigInt(bound) * BigInt(bits)) >> 31n);
  let value = bits % bound;
  while (bits - value + (bound - 1) > 0x7fffffff) {
    bits = next(state, 31);
    value = bits % bound;
  }
  return value;
}

/** `java.util.Random`, bit for bit. */
export const randomType: TypeTable = {
  name: 'Random',
  nameable: true,
  constructors: {
    '()': (_: null, _args: [], { random }) => seeded(BigInt(Math.floor(random() * 2 ** 48))),
    '(long)': (_: null, [seed]: [Num]) => seeded(asLong(seed)),
  },
  methods: {
    ...objectMethods,
    'nextInt()': ({ data }: RandomObject) => int(next(data, 32)),
    'nextInt(int)': ({ data }: RandomObject, [bound]: [Num]) => int(below(data, asInt(bound))),
    'nextLong()': ({ data }: RandomObject) => long((BigInt(next(data, 32)) << 32n) + BigInt(next(data, 32))),
    'nextBoolean()': ({ data }: RandomObject) => next(data, 1) !== 0,
    'nextFloat()': ({ data }: RandomObject) => float(next(data, 24) / (1 << 24)),
    'nextDouble()': ({ data }: RandomObject) => double((next(data, 26) * 2 ** 27 + next(data, 27)) / 2 ** 53),
  },
};
