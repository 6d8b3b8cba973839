import { evaluationError, ExpressionError } from '../failure.ts';
import type { CallContext } from '../evaluator/context.ts';
import { functionFailed } from '../evaluator/call.ts';
import { convertArgument } from '../values/convert.ts';
import { objectText } from '../types/index.ts';
import { javaArray } from '../values/collection.ts';
import type { Value } from '../values/value.ts';

/** A helper function, written as its signature: `'toInt(String)': ([text]) => …`. */
export type FunctionCall = (args: never, context: CallContext) => Value;

export interface FunctionTable {
  has(name: string): boolean;
  names(): Iterable<string>;
  get(name: string): ((args: Value[], context: CallContext) => Value) | undefined;
}

/** Makes callable functions of a table of signatures. */
export function functionTable(signatures: Record<string, FunctionCall>): FunctionTable {
  const functions = new Map(
    Object.entries(signatures).map(([signature, call]) => {
      const [, name = '', list = ''] = /^(\w+)\((.*)\)$/.exec(signature) ?? [];
      return [name, bind(name, list === '' ? [] : list.split(',').map((type) => type.trim()), call)];
    }),
  );
  return {
    has: (name) => functions.has(name),
    names: () => functions.keys(),
    get: (name) => functions.get(name),
  };
}

function bind(name: string, parameters: string[], call: FunctionCall) {
  const last = parameters.at(-1);
  const varargs = last?.endsWith('...') ?? false;
  const fixed = varargs ? parameters.slice(0, -1) : parameters;
  return (args: Value[], context: CallContext): Value => {
    if (varargs ? args.length < fixed.length : args.length !== fixed.length) {
      throw evaluationError(
        'EL1014E',
        `Incorrect number of arguments for function, ${args.length} supplied but function takes ${parameters.length}`,
      );
    }
    const toType = (arg: Value, type: string) => convertArgument(arg, type, objectText, context.budget);
    const converted = fixed.map((type, i) => toType(args[i] ?? null, type));
    if (varargs)
      converted.push(
        javaArray(
          args.slice(fixed.length).map((arg) => toType(arg, (last as string).slice(0, -3))),
          'String',
        ),
      );
    try {
      return call(converted as never, context);
    } catch (error) {
      if (
        !(error instanceof ExpressionError) ||
        error.code !== undefined ||
        error.kind === 'LimitExceeded' ||
        error.kind === 'Refused'
      )
        throw error;
      throw functionFailed(name, error.kind, error.message);
    }
  };
}

/** The error by which Spinnaker's helper functions fail. */
export const helperFailed = (message: string) => new ExpressionError('SpelHelperFunctionException', message);
