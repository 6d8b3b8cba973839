import type { CallContext } from '../evaluator/context.ts';
import type { JavaObject, Value } from '../values/value.ts';

/** What a method does; `self` is null for static ones. Each table names its own argument types, which the signature guarantees. */
export type Call = (self: never, args: never, context: CallContext) => Value;

export interface Method {
  name: string;
  parameters: string[];
  varargs: boolean;
  isStatic: boolean;
  call: (self: Value, args: Value[], context: CallContext) => Value;
}

/** A type of the allow-list: everything an expression can do with it. */
export interface JavaType {
  name: string;
  /** usable in `T(…)` and `new` */
  nameable: boolean;
  methods: Map<string, Method[]>;
  constructors: Method[];
  /** getters that are no methods here (beans), by property name */
  properties: Record<string, (self: never) => Value>;
  print?: (object: JavaObject) => string;
  toJson?: (object: JavaObject) => unknown;
  compare?: (left: JavaObject, right: JavaObject) => number;
  /** Spring knows how to make text of it */
  convertsToText: boolean;
}

/** The table of a type, written as signatures: `'substring(int,int)': (s, [from, to]) => …`. */
export interface TypeTable {
  name: string;
  nameable?: boolean;
  methods?: Record<string, Call>;
  statics?: Record<string, Call>;
  constructors?: Record<string, Call>;
  properties?: Record<string, (self: never) => Value>;
  print?: (object: JavaObject) => string;
  toJson?: (object: JavaObject) => unknown;
  compare?: (left: JavaObject, right: JavaObject) => number;
  convertsToText?: boolean;
}

/** Makes a type of its table. */
export function defineType(table: TypeTable): JavaType {
  const methods = new Map<string, Method[]>();
  const add = (signature: string, call: Call, isStatic: boolean) => {
    const method = readSignature(signature, call, isStatic);
    methods.set(method.name, [...(methods.get(method.name) ?? []), method]);
  };
  for (const [signature, call] of Object.entries(table.methods ?? {})) add(signature, call, false);
  for (const [signature, call] of Object.entries(table.statics ?? {})) add(signature, call, true);
  return {
    name: table.name,
    nameable: table.nameable ?? false,
    methods,
    constructors: Object.entries(table.constructors ?? {}).map(([signature, call]) =>
      readSignature(signature, call, true),
    ),
    properties: table.properties ?? {},
    print: table.print,
    toJson: table.toJson,
    compare: table.compare,
    convertsToText: table.convertsToText ?? false,
  };
}

function readSignature(signature: string, call: Call, isStatic: boolean): Method {
  const [, name = '', list = ''] = /^(\w*)\((.*)\)$/.exec(signature) ?? [];
  const parameters = list === '' ? [] : list.split(',').map((type) => type.trim());
  const last = parameters.at(-1);
  const varargs = last?.endsWith('...') ?? false;
  if (last !== undefined && varargs) parameters[parameters.length - 1] = last.slice(0, -3);
  return { name, parameters, varargs, isStatic, call: call as unknown as Method['call'] };
}
