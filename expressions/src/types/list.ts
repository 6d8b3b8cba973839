import { refused, thrown } from '../failure.ts';
import type { CallContext } from '../evaluator/context.ts';
import { JavaList } from '../values/collection.ts';
import { asInt, int, type Num } from '../values/number.ts';
import type { Value } from '../values/value.ts';
import { objectMethods } from './object.ts';
import type { Call, TypeTable } from './type.ts';

/** A method that would change the collection. On an inline list of constants the original fails as well. */
const changes =
  (name: string): Call =>
  (list: JavaList) => {
    if (list.className.includes('Unmodifiable')) throw thrown('UnsupportedOperationException', 'null');
    throw refused(`${name}()`, 'Build a new list instead, for example with .?[…] or .![…]');
  };

const indexOf = (list: JavaList, item: Value, { strictEquals }: CallContext) =>
  list.items.findIndex((other) => strictEquals(item, other));

const needed = (list: JavaList | null): JavaList => {
  if (list === null) throw thrown('NullPointerException', 'null');
  return list;
};

function subList(list: JavaList, from: number, to: number): JavaList {
  if (from < 0) throw thrown('IndexOutOfBoundsException', `fromIndex = ${from}`);
  if (to > list.items.length) throw thrown('IndexOutOfBoundsException', `toIndex = ${to}`);
  if (from > to) throw thrown('IllegalArgumentException', `fromIndex(${from}) > toIndex(${to})`);
  return new JavaList(list.items.slice(from, to));
}

/** What every collection offers. */
const collectionMethods: Record<string, Call> = {
  ...objectMethods,
  'size()': (list: JavaList) => int(list.items.length),
  'isEmpty()': (list: JavaList) => list.items.length === 0,
  'contains(Object)': (list: JavaList, [item]: [Value], context) => indexOf(list, item, context) >= 0,
  'containsAll(Collection)': (list: JavaList, [items]: [JavaList | null], context) =>
    needed(items).items.every((item) => indexOf(list, item, context) >= 0),
  'add(Object)': changes('add'),
  'addAll(Collection)': changes('addAll'),
  'remove(Object)': changes('remove'),
  'removeAll(Collection)': changes('removeAll'),
  'retainAll(Collection)': changes('retainAll'),
  'removeIf(Nothing)': (_: JavaList, [filter]: [null]) => {
    throw thrown('NullPointerException', String(filter));
  },
  'forEach(Nothing)': (_: JavaList, [action]: [null]) => {
    throw thrown('NullPointerException', String(action));
  },
  'clear()': changes('clear'),
};

/** `java.util.List`. */
export const listType: TypeTable = {
  name: 'List',
  methods: {
    ...collectionMethods,
    'indexOf(Object)': (list: JavaList, [item]: [Value], context) => int(indexOf(list, item, context)),
    'lastIndexOf(Object)': (list: JavaList, [item]: [Value], { strictEquals }) =>
      int(list.items.findLastIndex((other) => strictEquals(item, other))),
    'subList(int,int)': (list: JavaList, [from, to]: [Num, Num]) => subList(list, asInt(from), asInt(to)),
    'add(int,Object)': changes('add'),
    'addAll(int,Collection)': changes('addAll'),
    'sort(Nothing)': changes('sort'),
    'replaceAll(Nothing)': changes('replaceAll'),
  },
};

export const setType: TypeTable = { name: 'Set', methods: collectionMethods };

/** The view that `values()` gives: it has no `equals` of its own. */
export const collectionType: TypeTable = { name: 'Collection', methods: collectionMethods };

/** Arrays have elements and a length, no methods. */
export const arrayType: TypeTable = { name: '[]' };
