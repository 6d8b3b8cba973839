import { stringify } from 'yaml';

/** Writes a value as YAML; what prints itself masked, like a Secret, stays masked. */
export const dumpYaml = (value: unknown): string =>
  stringify(JSON.parse(JSON.stringify(value)), { lineWidth: 110 });
