import { evaluationError } from '../failure.ts';
import type { Budget } from '../limits.ts';
import { EntryMap, entriesOf, isMap, javaArray, JavaList } from '../values/collection.ts';
import { className, typeName } from '../values/names.ts';
import { MapEntry, type Value } from '../values/value.ts';

/** `.?[]`, `.^[]`, `.$[]`. Source: Spring `Selection`. */
export function select(
  target: Value,
  which: 'all' | 'first' | 'last',
  criterion: (item: Value) => Value,
  budget: Budget,
): Value {
  const accepts = (item: Value) => {
    const result = criterion(item);
    if (typeof result !== 'boolean')
      throw evaluationError(
        'EL1016E',
        'Result of selection criteria is not boolean',
        'compare with == or make it a condition',
      );
    return result;
  };
  const items = elements(target);
  if (!items)
    throw evaluationError('EL1015E', `Cannot perform selection on input data of type '${className(target)}'`);
  const chosen: Value[] = [];
  for (const item of items) {
    budget.step();
    if (!accepts(item)) continue;
    chosen.push(item);
    if (which === 'first') break;
  }
  const kept = which === 'all' ? chosen : chosen.slice(-1);
  if (isMap(target)) {
    if (which !== 'all' && kept.length === 0) return null;
    return new EntryMap(
      kept.map((entry) => [(entry as MapEntry).key, (entry as MapEntry).value]),
      'java.util.HashMap',
    );
  }
  if (which !== 'all') return kept[0] ?? null;
  return target instanceof JavaList && target.kind === 'Array'
    ? javaArray(kept, boxedName(target.elementType))
    : new JavaList(kept);
}

/** `.![]`. Source: Spring `Projection`. */
export function project(target: Value, each: (item: Value) => Value, budget: Budget): Value {
  const items = elements(target);
  if (!items)
    throw evaluationError('EL1019E', `Projection is not supported on the type '${className(target)}'`);
  const results = items.map((item) => {
    budget.step();
    return each(item);
  });
  if (!(target instanceof JavaList && target.kind === 'Array')) return new JavaList(results);
  const types = new Set(results.filter((result) => result !== null).map(typeName));
  const [only] = types;
  return javaArray(results, types.size === 1 && only !== undefined ? only : 'Object');
}

function elements(target: Value): readonly Value[] | undefined {
  if (target instanceof JavaList) return target.items;
  return isMap(target) ? entriesOf(target) : undefined;
}

const BOXED: Record<string, string> = {
  int: 'Integer',
  long: 'Long',
  double: 'Double',
  float: 'Float',
  byte: 'Byte',
  boolean: 'Boolean',
  char: 'Character',
};
const boxedName = (name: string) => (Object.hasOwn(BOXED, name) ? (BOXED[name] as string) : name);
