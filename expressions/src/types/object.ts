import { hashOf } from '../values/compare.ts';
import { int } from '../values/number.ts';
import type { Value } from '../values/value.ts';
import type { Call } from './type.ts';

/** The only methods of `Object` that expressions may call. */
export const objectMethods: Record<string, Call> = {
  'equals(Object)': (self: Value, [other]: [Value], { strictEquals }) => strictEquals(self, other),
  'hashCode()': (self: Value, _: [], { budget }) => int(hashOf(self, budget)),
  'toString()': (self: Value, _: [], { print }) => print(self),
};
