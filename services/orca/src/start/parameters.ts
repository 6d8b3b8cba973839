import type { Context } from '@gennaker/contracts/orca';

/** Declared parameters with their given values or defaults; others that were given are kept. Source: orchestration A3. */
export function parametersOf(declared: unknown, given: Context = {}): Context {
  const parameters: Context = { ...given };
  if (!Array.isArray(declared)) return parameters;
  for (const { name, default: byDefault } of declared as { name?: string; default?: unknown }[]) {
    if (name === undefined) continue;
    parameters[name] = given[name] ?? byDefault;
  }
  return parameters;
}
