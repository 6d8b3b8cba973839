import { refused, thrown } from '../failure.ts';
import { entriesOf, isMap, JavaList } from '../values/collection.ts';
import { int } from '../values/number.ts';
import type { JavaMap, Value } from '../values/value.ts';
import { objectMethods } from './object.ts';
import type { Call, TypeTable } from './type.ts';

const changes =
  (name: string): Call =>
  (map: JavaMap) => {
    if (map.className.includes('Unmodifiable')) throw thrown('UnsupportedOperationException', 'null');
    throw refused(`${name}()`, 'Build a new map instead: {key: value}');
  };

const view = (map: JavaMap, name: string) =>
  map.className === 'java.util.LinkedHashMap'
    ? `java.util.LinkedHashMapLinked${name}`
    : `java.util.HashMap${name}`;

/** `java.util.Map`. `get`, `put`, `getOrDefault` … return Object, which the sandbox does not let through. */
export const mapType: TypeTable = {
  name: 'Map',
  methods: {
    ...objectMethods,
    'size()': (map: JavaMap) => int(map.size),
    'isEmpty()': (map: JavaMap) => map.size === 0,
    'containsKey(Object)': (map: JavaMap, [key]: [Value]) => map.has(key),
    'containsValue(Object)': (map: JavaMap, [value]: [Value], { strictEquals }) =>
      map.keys().some((key) => strictEquals(map.get(key), value)),
    'keySet()': (map: JavaMap) => new JavaList(map.keys(), { kind: 'Set', className: view(map, 'KeySet') }),
    'values()': (map: JavaMap) =>
      new JavaList(
        map.keys().map((key) => map.get(key)),
        { kind: 'Collection', className: view(map, 'Values') },
      ),
    'entrySet()': (map: JavaMap) =>
      new JavaList(entriesOf(map), { kind: 'Set', className: view(map, 'EntrySet') }),
    'putAll(Map)': (map: JavaMap, [other]: [JavaMap | null], context) => {
      if (!isMap(other)) throw thrown('NullPointerException', 'null');
      return changes('putAll')(map as never, [] as never, context);
    },
    'remove(Object,Object)': changes('remove'),
    'replace(Object,Object,Object)': changes('replace'),
    'clear()': changes('clear'),
  },
};

/** One entry: `getKey()` and `getValue()` return Object, so only the whole entry can be used. */
export const entryType: TypeTable = { name: 'Entry', methods: objectMethods };
