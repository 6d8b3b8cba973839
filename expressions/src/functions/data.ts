import { thrown } from '../failure.ts';
import { objectToJson } from '../types/index.ts';
import { isMap, JavaList } from '../values/collection.ts';
import { parseJsonText, writeJsonText } from '../values/json-text.ts';
import { JavaObject, type Value } from '../values/value.ts';
import { helperFailed, type FunctionCall } from './function.ts';
import { readYaml } from './yaml.ts';

const needed = (text: string | null, call: string, name: string): string => {
  if (text === null)
    throw thrown('NullPointerException', `Cannot invoke "${call}" because "${name}" is null`);
  return text;
};

/** JSON and YAML in and out. Source: orca-core `ContextFunctions`, kork-expressions `ExpressionsSupport.JsonExpressionFunctionProvider`. */
export const dataFunctions: Record<string, FunctionCall> = {
  'toJson(Object)': ([value]: [Value], { budget }) => {
    const shielded = value instanceof JavaObject && value.type === 'NotEvaluableExpression';
    const text = writeJsonText(shielded ? (value.data as Value) : value, objectToJson, budget);
    if (text.includes('${') && !shielded)
      throw helperFailed('result for toJson cannot contain an expression');
    return text;
  },
  'readJson(String)': ([given]: [string | null], { budget }) => {
    const text = needed(given, 'String.startsWith(String)', 'text');
    if (text.trim() === '') throw thrown('MismatchedInputException', 'No content to map due to end-of-input');
    budget.step(text.length >> 4);
    const value = parseJsonText(text);
    const wanted = text.startsWith('[') ? value instanceof JavaList : isMap(value);
    if (!wanted)
      throw thrown(
        'MismatchedInputException',
        `Cannot read a ${text.startsWith('[') ? 'list' : 'map'} from this text: it must start with [ or {`,
      );
    return value;
  },
  'readYaml(String)': ([text]: [string | null], { budget }) =>
    readYaml(needed(text, 'String.length()', 's'), false, budget),
  'readAllYaml(String)': ([text]: [string | null], { budget }) =>
    readYaml(needed(text, 'String.length()', 's'), true, budget),
};

/** Marks a value so that its `${…}` is not evaluated later. */
export const doNotEval: FunctionCall = ([value]: [Value]) => new JavaObject('NotEvaluableExpression', value);
