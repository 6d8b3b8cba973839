import type { Budget } from '../limits.ts';
import { causedError } from '../failure.ts';
import { entriesOf, isMap, JavaList } from './collection.ts';
import { className, javaClassName } from './names.ts';
import { numberText } from './number.ts';
import { Char, ClassRef, EnumConstant, MapEntry, Num, type JavaObject, type Value } from './value.ts';

/** How object types print; `types/` supplies it. `convertible` is false where Spring knows no conversion to text. */
export interface ObjectText {
  print(object: JavaObject): string;
  convertible(object: JavaObject): boolean;
}

/** Java's `toString`: `[3, 1, 2]`, `{a=1}`, `1.0`. */
export function javaText(value: Value, objects: ObjectText, budget: Budget): string {
  if (value === null) return 'null';
  if (typeof value === 'string') return value;
  return budget.nested(() => objectJavaText(value, objects, budget));
}

function objectJavaText(value: Exclude<Value, null | string>, objects: ObjectText, budget: Budget): string {
  if (typeof value === 'boolean') return String(value);
  if (value instanceof Num) return numberText(value);
  if (value instanceof Char) return value.text;
  if (value instanceof EnumConstant) return value.type === 'ChronoUnit' ? titleCase(value.name) : value.name;
  if (value instanceof ClassRef) return classText(value.name);
  const print = (part: Value) => javaText(part, objects, budget);
  if (value instanceof JavaList) return budget.checkText(`[${value.items.map(print).join(', ')}]`);
  if (value instanceof MapEntry) return `${print(value.key)}=${print(value.value)}`;
  if (isMap(value)) return budget.checkText(`{${entriesOf(value).map(print).join(', ')}}`);
  return budget.checkText(objects.print(value));
}

/** `HALF_DAYS` is printed `HalfDays`. */
const titleCase = (name: string) =>
  name
    .split('_')
    .map((word) => word.slice(0, 1) + word.slice(1).toLowerCase())
    .join('');

/**
 * Spring's conversion to text, used by mixed templates and text arguments: collections join with `,`.
 * @throws ExpressionError ConverterNotFoundException for maps, dates and other objects without a conversion
 */
export function convertedText(value: Exclude<Value, null>, objects: ObjectText, budget: Budget): string {
  if (value instanceof JavaList) {
    const texts = budget.nested(() =>
      value.items.map((item) => (item === null ? 'null' : convertedText(item, objects, budget))),
    );
    return budget.checkText(texts.join(','));
  }
  if (!hasTextConversion(value, objects)) {
    const suffix = isMap(value) ? '<?, ?>' : '';
    throw causedError(
      'ConverterNotFoundException',
      `No converter found capable of converting from type [${className(value)}${suffix}] to type [java.lang.String]`,
      'EL1001E',
      `Type conversion problem, cannot convert from ${className(value)}${suffix} to java.lang.String`,
      'use #toJson(…) or pick one of its keys',
    );
  }
  return javaText(value, objects, budget);
}

/** True when Spring has a conversion from this value's type to text (elements of a list are not looked at). */
export function hasTextConversion(value: Exclude<Value, null>, objects: ObjectText): boolean {
  if (typeof value !== 'object') return true;
  if (value instanceof MapEntry || isMap(value)) return false;
  if (
    value instanceof Num ||
    value instanceof Char ||
    value instanceof EnumConstant ||
    value instanceof ClassRef
  )
    return true;
  return value instanceof JavaList || objects.convertible(value);
}

/** `class java.lang.String`, `class [I`; primitives print their name alone. */
function classText(name: string): string {
  const full = javaClassName(name);
  return full === name ? name : `class ${full}`;
}
