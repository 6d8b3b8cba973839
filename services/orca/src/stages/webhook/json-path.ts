import { JSONPath } from 'jsonpath-plus';
import { invalid, messageOf } from '@gennaker/kernel';

/**
 * What a JsonPath finds; undefined when it finds nothing. Filter expressions (`?(…)`) are refused: they are code.
 * @throws AppError `invalid` for a path that cannot be read
 */
export function findByPath(path: string, body: unknown): unknown[] {
  if (typeof body !== 'object' || body === null) return [];
  try {
    return JSONPath({ path, json: body, eval: false, wrap: true }) as unknown[];
  } catch (error) {
    throw invalid(`The JsonPath '${path}' cannot be used: ${messageOf(error)}`, { cause: error });
  }
}

/** `$.a.b` as `$['a']['b']`, which is how messages of the original name it. */
export const canonicalPath = (path: string): string => JSONPath.toPathString(JSONPath.toPathArray(path));
