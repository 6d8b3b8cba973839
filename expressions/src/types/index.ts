import { CLASS_NAMES, typeName } from '../values/names.ts';
import type { ObjectOrder } from '../values/compare.ts';
import type { ObjectToJson } from '../values/json.ts';
import type { ObjectText } from '../values/text.ts';
import type { Value } from '../values/value.ts';
import { classType, methodType } from './class.ts';
import { arrayType, collectionType, listType, setType } from './list.ts';
import { entryType, mapType } from './map.ts';
import { mathType } from './math.ts';
import {
  bigIntegerType,
  booleanType,
  byteType,
  characterType,
  doubleType,
  floatType,
  integerType,
  longType,
  shortType,
} from './number.ts';
import { stringType } from './string.ts';
import { executionTypes } from './execution.ts';
import { randomType } from './random.ts';
import { timeTypes } from './time.ts';
import { urlEncoderType, uuidType } from './uuid.ts';
import { defineType, type JavaType } from './type.ts';

/** Every type an expression can touch: the allow-list. Source: kork-expressions `ExpressionsSupport`. */
const types: readonly JavaType[] = [
  stringType,
  integerType,
  longType,
  doubleType,
  floatType,
  byteType,
  shortType,
  bigIntegerType,
  booleanType,
  characterType,
  mathType,
  listType,
  setType,
  collectionType,
  mapType,
  entryType,
  classType,
  methodType,
  randomType,
  uuidType,
  urlEncoderType,
  ...timeTypes,
  ...executionTypes,
].map(defineType);

const byName = new Map(types.map((type) => [type.name, type]));
const arrays = defineType(arrayType);

/** The table of a type by its simple name. */
export const typeNamed = (name: string): JavaType | undefined => byName.get(name);

/** The table that a value belongs to. */
export function typeOf(value: Exclude<Value, null>): JavaType | undefined {
  const name = typeName(value);
  return name.endsWith('[]') ? arrays : byName.get(name);
}

/** A type that `T(…)` and `new` may name: by its full name, or bare when it is in `java.lang`. */
export function nameableType(name: string): JavaType | undefined {
  for (const type of byName.values()) {
    if (!type.nameable) continue;
    const full = CLASS_NAMES[type.name];
    if (full === name || full === `java.lang.${name}`) return type;
  }
  return undefined;
}

/** Bare names of `java.lang` that exist there but are not allowed; other names need their package. */
const OTHER_LANG_CLASSES = new Set(
  (
    'Object Class ClassLoader Runtime System Thread ThreadLocal Process ProcessBuilder Number Float Short Character CharSequence ' +
    'StringBuilder StringBuffer Iterable Comparable Enum Void StrictMath Exception RuntimeException Throwable Error Runnable ' +
    'Package Module ModuleLayer Record SecurityManager StackWalker StackTraceElement ThreadGroup Cloneable AutoCloseable Compiler'
  ).split(' '),
);

/** Whether Java would find such a class: it decides between "refused" and "not found" in messages only. */
export function isKnownJavaClass(name: string): boolean {
  if (!name.includes('.')) return OTHER_LANG_CLASSES.has(name);
  return /^(java|javax|jdk|sun|com\.sun|org\.springframework|com\.netflix|com\.google|groovy|org\.codehaus\.groovy|kotlin|com\.fasterxml)\./.test(
    name,
  );
}

export const objectText: ObjectText = {
  print: (object) => byName.get(object.type)?.print?.(object) ?? object.type,
  convertible: (object) => byName.get(object.type)?.convertsToText ?? false,
};

export const objectOrder: ObjectOrder = (left, right) => byName.get(left.type)?.compare?.(left, right);

export const objectToJson: ObjectToJson = (object) =>
  byName.get(object.type)?.toJson?.(object) ?? objectText.print(object);
