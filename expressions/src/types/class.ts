import type { JavaObject } from '../values/value.ts';
import type { TypeTable } from './type.ts';

/** A class object from `T(…)`: nothing of it can be used, only its type's static methods. */
export const classType: TypeTable = { name: 'Class' };

/** What a bare `#name` of a function gives: nothing can be done with it. */
export const methodType: TypeTable = {
  name: 'Method',
  print: (method: JavaObject) => `function ${String(method.data)}`,
  toJson: () => null,
};
