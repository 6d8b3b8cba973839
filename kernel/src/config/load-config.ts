import { existsSync, readFileSync } from 'node:fs';
import type { z } from 'zod';
import { invalid } from '../errors/app-error.ts';
import { loadYaml, type LoadedYaml } from '../yaml/load-yaml.ts';

type Tree = Record<string, unknown>;

/** Environment variables that set one value of the configuration, e.g. `DATABASE_URL → database.url`. */
export type EnvironmentNames = Readonly<Record<string, readonly string[]>>;

export interface ConfigSource<S extends z.ZodType> {
  schema: S;
  /** The YAML file; may be absent unless `required`. */
  file: string;
  required?: boolean;
  env: Readonly<Record<string, string | undefined>>;
  names: EnvironmentNames;
}

/** `GENNAKER__ORCA__PORT=1` sets `orca.port`: every value can be set without a file. */
const PREFIX = 'GENNAKER__';

/**
 * Reads the configuration: defaults of the schema, then the file, then the environment.
 *
 * @throws AppError `invalid` with every fault, each with file and line or variable
 */
export function loadConfig<S extends z.ZodType>({
  schema,
  file,
  required = false,
  env,
  names,
}: ConfigSource<S>): z.output<S> {
  const yaml = readFile(file, required);
  const values = structuredClone((yaml?.value ?? {}) as Tree);
  if (typeof values !== 'object' || Array.isArray(values))
    throw invalid(`${file}:1: expected names with values`);
  const origins = new Map<string, string>();
  for (const { path, text, variable } of fromEnvironment(env, names)) {
    put(values, path, scalar(text));
    origins.set(path.join('.'), variable);
  }

  const result = schema.safeParse(values);
  if (result.success) return result.data;
  const found = result.error.issues.map((issue) => {
    const { path, message } = issue;
    const at = issue.code === 'unrecognized_keys' ? [...path, ...issue.keys.slice(0, 1)] : path;
    const line = yaml?.lineOf(at) ?? 0;
    const where = originOf(at, origins) ?? (yaml ? `${file}:${line}` : file);
    return { line, text: `${where}: ${path.map(String).join('.') || 'configuration'}: ${message}` };
  });
  const faults = found.toSorted((a, b) => a.line - b.line).map(({ text }) => text);
  throw invalid(
    `The configuration has ${faults.length === 1 ? 'a fault' : `${faults.length} faults`}:\n${faults.join('\n')}`,
    {
      errors: faults,
    },
  );
}

function readFile(file: string, required: boolean): LoadedYaml | undefined {
  if (existsSync(file)) return loadYaml(readFileSync(file, 'utf8'), file);
  if (required)
    throw invalid(`The configuration file ${file} does not exist; correct the path or create it.`);
  return undefined;
}

interface Setting {
  path: readonly string[];
  text: string;
  variable: string;
}

function fromEnvironment(env: ConfigSource<z.ZodType>['env'], names: EnvironmentNames): Setting[] {
  return Object.entries(env).flatMap(([variable, text]) => {
    if (text === undefined || text === '') return [];
    const named = names[variable];
    if (named) return [{ path: named, text, variable }];
    if (!variable.startsWith(PREFIX)) return [];
    const path = variable.slice(PREFIX.length).split('__').map(camel);
    return [{ path, text, variable }];
  });
}

const camel = (word: string): string =>
  word.toLowerCase().replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

/** Numbers and booleans are what they look like; all else is text. */
function scalar(text: string): unknown {
  if (text === 'true' || text === 'false') return text === 'true';
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
}

function put(tree: Tree, [key, ...rest]: readonly string[], value: unknown): void {
  if (key === undefined || key === '__proto__') return;
  if (rest.length === 0) tree[key] = value;
  else put((tree[key] ??= {}) as Tree, rest, value);
}

function originOf(path: readonly PropertyKey[], origins: Map<string, string>): string | undefined {
  for (let depth = path.length; depth > 0; depth--) {
    const variable = origins.get(path.slice(0, depth).map(String).join('.'));
    if (variable) return variable;
  }
  return undefined;
}
