import { thrown } from '../failure.ts';
import type { Budget } from '../limits.ts';
import { define, fromJson, type ObjectToJson, toJson } from './json.ts';
import { entriesOf, isMap, JavaList } from './collection.ts';
import { double, Num, numberText } from './number.ts';
import { JavaObject, type Value } from './value.ts';

/**
 * Parses JSON keeping `1.0` apart from `1` and long numbers exact; text after the first value is ignored.
 * @throws ExpressionError JsonParseException
 */
export function parseJsonText(text: string): Value {
  const source = firstValue(text);
  try {
    return fromJson(JSON.parse(source, reviveNumbers));
  } catch (error) {
    throw thrown('JsonParseException', error instanceof Error ? error.message : String(error));
  }
}

/** Gives a number its Java type by its spelling. */
export function reviveNumbers(
  this: unknown,
  key: string,
  value: unknown,
  context?: { source?: string },
): unknown {
  if (key === '__proto__' && this !== null && typeof this === 'object') {
    define(this as Record<string, unknown>, key, value);
    return value;
  }
  if (typeof value !== 'number' || context?.source === undefined) return value;
  if (/[.eE]/.test(context.source)) return double(value);
  return Number.isSafeInteger(value) ? value : BigInt(context.source);
}

/** The text of the first JSON value, so that what follows it does no harm, as Jackson reads. */
function firstValue(text: string): string {
  let depth = 0;
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (quoted) {
      if (c === '\\') i++;
      else if (c === '"') quoted = false;
    } else if (c === '"') quoted = true;
    else if (c === '{' || c === '[') depth++;
    else if ((c === '}' || c === ']') && --depth === 0) return text.slice(0, i + 1);
  }
  return text;
}

/** Jackson's compact JSON: doubles are printed Java style, so `1.0E10`. */
export function writeJsonText(value: Value, objectToJson: ObjectToJson, budget: Budget): string {
  return budget.nested(() => writeValue(value, objectToJson, budget));
}

function writeValue(value: Value, objectToJson: ObjectToJson, budget: Budget): string {
  const write = (part: Value) => writeJsonText(part, objectToJson, budget);
  if (value instanceof Num) {
    const text = numberText(value);
    return /^-?\d/.test(text) ? text : `"${text}"`;
  }
  if (
    value instanceof JavaList &&
    !(value.kind === 'Array' && ['byte', 'char'].includes(value.elementType))
  ) {
    return budget.checkText(`[${value.items.map(write).join(',')}]`);
  }
  if (isMap(value)) {
    const parts = entriesOf(value).map(({ key, value: entry }) => {
      const name =
        typeof key === 'string'
          ? key
          : key instanceof Num
            ? numberText(key)
            : String(toJson(key, objectToJson));
      return `${JSON.stringify(name)}:${write(entry)}`;
    });
    return budget.checkText(`{${parts.join(',')}}`);
  }
  if (value instanceof JavaObject && ['LocalDate', 'LocalDateTime', 'Instant'].includes(value.type)) {
    throw thrown(
      'InvalidDefinitionException',
      `Java 8 date/time type java.time.${value.type} has no JSON form: use .toString()`,
    );
  }
  return JSON.stringify(toJson(value, objectToJson, budget)) ?? 'null';
}
