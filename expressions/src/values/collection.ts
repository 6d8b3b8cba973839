import { thrown } from '../failure.ts';
import { castNumber, Num, type NumberKind } from './number.ts';
import { Char, type ClassRef, EnumConstant, JavaObject } from './scalar.ts';

/** A value of the language: JavaScript's own null, boolean and string, our classes for the rest. */
export type Value =
  null | boolean | string | Num | Char | EnumConstant | ClassRef | JavaList | JavaMap | MapEntry | JavaObject;

export type ListKind = 'List' | 'Set' | 'Collection' | 'Array';

/** A list, set, collection view or array; `className` is Java's name of it, as messages print it. */
export class JavaList {
  readonly kind: ListKind;
  readonly className: string;
  /** of an array: simple name of its elements' type */
  readonly elementType: string;
  private readonly source: (() => Value[]) | undefined;
  private made: Value[] | undefined;

  constructor(
    items: Value[] | (() => Value[]),
    options: { kind?: ListKind; className?: string; elementType?: string } = {},
  ) {
    this.kind = options.kind ?? 'List';
    this.elementType = options.elementType ?? 'Object';
    this.className =
      options.className ?? (this.kind === 'Set' ? 'java.util.LinkedHashSet' : 'java.util.ArrayList');
    if (typeof items === 'function') this.source = items;
    else this.made = items;
  }

  /** The elements, converted on first use when they come from JSON. */
  get items(): readonly Value[] {
    return (this.made ??= this.source?.() ?? []);
  }
}

/** One entry of a map. */
export class MapEntry {
  readonly key: Value;
  readonly value: Value;
  constructor(key: Value, value: Value) {
    this.key = key;
    this.value = value;
  }
}

/** A read-only map whose keys keep their order and type. */
export interface JavaMap {
  readonly isMap: true;
  readonly className: string;
  get(key: Value): Value;
  has(key: Value): boolean;
  keys(): Value[];
  readonly size: number;
}

/** What makes two keys the same: type and value, as Java's `equals` on keys. Lists, maps and dates are no keys here. */
function keyOf(key: Value): string | undefined {
  if (typeof key === 'string') return `s${key}`;
  if (key === null || typeof key === 'boolean') return String(key);
  if (key instanceof Num) return `${key.kind}${key.value}`;
  if (key instanceof Char) return `c${key.text}`;
  if (key instanceof EnumConstant) return `e${key.type}.${key.name}`;
  if (key instanceof JavaObject && typeof key.data === 'string') return `j${key.type}.${key.data}`;
  return undefined;
}

/** A map made by an expression. */
export class EntryMap implements JavaMap {
  readonly isMap = true;
  readonly className: string;
  private readonly entries = new Map<string, MapEntry>();

  constructor(entries: Iterable<readonly [Value, Value]>, javaClass = 'java.util.LinkedHashMap') {
    this.className = javaClass;
    for (const [key, value] of entries) {
      const id = keyOf(key);
      if (id === undefined)
        throw thrown('UnsupportedKey', 'A list or map cannot be a key of a map: use a text or a number');
      this.entries.set(id, new MapEntry(key, value));
    }
  }

  get(key: Value): Value {
    return this.entries.get(keyOf(key) ?? '')?.value ?? null;
  }

  has(key: Value): boolean {
    return this.entries.has(keyOf(key) ?? '');
  }

  keys(): Value[] {
    return [...this.entries.values()].map((entry) => entry.key);
  }

  get size(): number {
    return this.entries.size;
  }
}

/** A map over a JSON object; each value is converted when it is read, so a large context costs nothing. */
export class JsonMap implements JavaMap {
  readonly isMap = true;
  readonly className: string;
  private readonly record: Record<string, unknown>;
  private readonly convert: (json: unknown) => Value;

  constructor(
    record: Record<string, unknown>,
    convert: (json: unknown) => Value,
    className = 'java.util.LinkedHashMap',
  ) {
    this.record = record;
    this.convert = convert;
    this.className = className;
  }

  get(key: Value): Value {
    return this.has(key) ? this.convert(this.record[key as string]) : null;
  }

  has(key: Value): boolean {
    return typeof key === 'string' && Object.hasOwn(this.record, key);
  }

  keys(): Value[] {
    return Object.keys(this.record);
  }

  get size(): number {
    return Object.keys(this.record).length;
  }
}

export const isMap = (value: unknown): value is JavaMap =>
  value instanceof EntryMap || value instanceof JsonMap || value instanceof LayeredMap;

/** A map in front of another lookup: its own entries first, then `fallback` by name. */
export class LayeredMap implements JavaMap {
  readonly isMap = true;
  readonly className: string;
  private readonly own: JavaMap;
  private readonly fallback: (name: string) => Value | undefined;

  constructor(own: JavaMap, fallback: (name: string) => Value | undefined, className = own.className) {
    this.own = own;
    this.fallback = fallback;
    this.className = className;
  }

  get(key: Value): Value {
    if (this.own.has(key)) return this.own.get(key);
    return typeof key === 'string' ? (this.fallback(key) ?? null) : null;
  }

  has(key: Value): boolean {
    return this.own.has(key);
  }

  /** A name that only the fallback knows counts as known, though not as a key. */
  knows(key: string): boolean {
    return this.own.has(key) || this.fallback(key) !== undefined;
  }

  keys(): Value[] {
    return this.own.keys();
  }

  get size(): number {
    return this.own.size;
  }
}

/** The entries of a map in order. */
export const entriesOf = (map: JavaMap): MapEntry[] =>
  map.keys().map((key) => new MapEntry(key, map.get(key)));

/** An array of one element type; numbers are brought to it. */
export function javaArray(items: readonly Value[], elementType: string): JavaList {
  const kinds: Record<string, NumberKind> = {
    int: 'Integer',
    long: 'Long',
    double: 'Double',
    float: 'Float',
    byte: 'Byte',
  };
  const kind = kinds[elementType];
  const cast = kind ? items.map((item) => (item instanceof Num ? castNumber(item, kind) : item)) : [...items];
  return new JavaList(cast, { kind: 'Array', elementType, className: arrayClassName(elementType) });
}

const arrayClassName = (elementType: string) =>
  ['int', 'long', 'double', 'float', 'byte', 'boolean', 'char'].includes(elementType)
    ? `${elementType}[]`
    : `java.lang.${elementType}[]`;
