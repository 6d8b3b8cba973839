import { causedError, evaluationError, thrown } from '../failure.ts';
import type { Method } from '../types/type.ts';
import { convertArgument, fit } from '../values/convert.ts';
import { javaArray, JavaList } from '../values/collection.ts';
import { className, typeName } from '../values/names.ts';
import type { ObjectText } from '../values/text.ts';
import type { Value } from '../values/value.ts';
import type { CallContext } from './context.ts';

type Fit = 'exact' | 'close' | 'convert';

/**
 * Chooses among overloads as Spring does: exact first, then assignable, then one that needs a conversion.
 * Of constructors the first convertible one is taken, where methods are ambiguous.
 * @returns undefined when none fits
 * @throws ExpressionError EL1033E when several need a conversion
 * Source: Spring `ReflectiveMethodResolver`.
 */
export function chooseMethod(
  candidates: readonly Method[],
  args: readonly Value[],
  objects: ObjectText,
  constructors = false,
): Method | undefined {
  const sorted = [...candidates].sort(
    (a, b) => a.parameters.length - b.parameters.length || Number(a.varargs) - Number(b.varargs),
  );
  let close: Method | undefined;
  let convertible: Method | undefined;
  let ambiguous = false;
  for (const method of sorted) {
    const match = matchArguments(method, args, objects);
    if (match === 'exact') return method;
    if (match === 'close') close ??= method;
    if (match === 'convert') {
      ambiguous = convertible !== undefined && !constructors;
      convertible ??= method;
    }
  }
  if (close) return close;
  if (ambiguous && convertible) throw ambiguousCall(convertible.name, args);
  return convertible;
}

const ambiguousCall = (name: string, args: readonly Value[]) =>
  evaluationError(
    'EL1033E',
    `Method call of '${name}' is ambiguous, supported type conversions allow multiple variants to match - EL1031E: Problem locating method ${name}(${args.map(className).join(',')})`,
    'give all arguments one number type',
  );

function matchArguments(method: Method, args: readonly Value[], objects: ObjectText): Fit | undefined {
  if (!method.varargs) {
    return args.length === method.parameters.length ? worst(args, method.parameters, objects) : undefined;
  }
  const fixed = method.parameters.slice(0, -1);
  const element = method.parameters.at(-1) ?? 'Object';
  if (args.length < fixed.length) return undefined;
  const head = worst(args.slice(0, fixed.length), fixed, objects);
  const rest = args.slice(fixed.length);
  const [only] = rest;
  if (rest.length === 1 && only instanceof JavaList && only.kind === 'Array' && only.elementType === element)
    return head;
  const tail = worst(
    rest,
    rest.map(() => element),
    objects,
  );
  return (
    head &&
    tail &&
    (head === 'convert' || tail === 'convert'
      ? 'convert'
      : head === 'close' || tail === 'close'
        ? 'close'
        : 'exact')
  );
}

function worst(args: readonly Value[], types: readonly string[], objects: ObjectText): Fit | undefined {
  let result: Fit = 'exact';
  for (const [i, arg] of args.entries()) {
    const match = fit(arg, types[i] ?? 'Object', typeName, objects);
    if (!match) return undefined;
    if (match === 'convert' || (match === 'close' && result === 'exact')) result = match;
  }
  return result;
}

/** Converts the arguments and runs the method. */
export function invoke(
  method: Method,
  self: Value,
  args: readonly Value[],
  context: CallContext,
  objects: ObjectText,
): Value {
  const { budget } = context;
  if (typeof self === 'string') budget.step(self.length >> 7);
  const fixedCount = method.varargs ? method.parameters.length - 1 : method.parameters.length;
  const converted = args
    .slice(0, fixedCount)
    .map((arg, i) => convertArgument(arg, method.parameters[i] ?? 'Object', objects, budget));
  if (method.varargs) {
    const element = method.parameters.at(-1) ?? 'Object';
    const rest = args.slice(fixedCount);
    const [only] = rest;
    const spread =
      rest.length === 1 && only instanceof JavaList && only.kind === 'Array' && only.elementType === element;
    converted.push(
      spread
        ? only
        : javaArray(
            rest.map((arg) => convertVararg(arg, element, rest.length, objects, budget)),
            element,
          ),
    );
  }
  rejectNulls(method, converted);
  const result = method.call(self, converted, context);
  if (typeof result === 'string') budget.checkTextLength(result.length);
  if (result instanceof JavaList && typeof self === 'string') budget.checkSize(result.items.length);
  return result;
}

/** Parameter types whose methods say themselves what null means. */
const TAKE_NULL = new Set(['Object', 'String', 'CharSequence', 'Iterable', 'Collection', 'Map', 'Nothing']);

function rejectNulls(method: Method, args: readonly Value[]): void {
  const at = args.findIndex((arg, i) => arg === null && !TAKE_NULL.has(method.parameters[i] ?? 'Object'));
  if (at >= 0)
    throw thrown('NullPointerException', `${method.name}() cannot take null as its argument ${at + 1}`);
}

/** A single collection given for variable arguments counts as its first element. */
function convertVararg(
  arg: Value,
  element: string,
  count: number,
  objects: ObjectText,
  budget: CallContext['budget'],
): Value {
  if (count === 1 && arg instanceof JavaList && element === 'Object') return arg.items[0] ?? null;
  return convertArgument(arg, element, objects, budget);
}

/** Spring's message when no method fits. */
export const noMethod = (name: string, args: readonly Value[], type: string, hint?: string) =>
  evaluationError(
    'EL1004E',
    `Method call: Method ${name}(${args.map(className).join(',')}) cannot be found on type ${type}`,
    hint,
  );

export const functionFailed = (name: string, kind: string, message: string) =>
  causedError(
    kind,
    message,
    'EL1023E',
    `A problem occurred whilst attempting to invoke the function '${name}': 'null'`,
  );
