import type { PipelineConfig } from '@gennaker/contracts/front50';

/** A parameter that a pipeline asks for. Source: orca `parameterConfig`. */
export interface Parameter {
  name: string;
  label: string;
  description?: string;
  default: string;
  isRequired: boolean;
  /** Values to choose from. */
  options?: string[];
}

interface Saved {
  name?: unknown;
  label?: unknown;
  description?: unknown;
  default?: unknown;
  required?: unknown;
  hasOptions?: unknown;
  options?: { value?: unknown }[];
}

const words = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';

/** What a pipeline asks for, in its order. */
export function parametersAsked(config: PipelineConfig): Parameter[] {
  return ((config['parameterConfig'] ?? []) as Saved[]).flatMap((saved) => {
    const name = words(saved.name);
    if (name === '') return [];
    return {
      name,
      label: words(saved.label) || name,
      description: words(saved.description) || undefined,
      default: words(saved.default),
      isRequired: saved.required === true,
      options: saved.hasOptions === true ? (saved.options ?? []).map(({ value }) => words(value)) : undefined,
    };
  });
}

/** The faults of what was filled in, by parameter. */
export function faultsOf(
  parameters: readonly Parameter[],
  values: Readonly<Record<string, string>>,
): Set<string> {
  return new Set(
    parameters
      .filter(({ name, isRequired, default: usual }) => isRequired && (values[name] ?? usual).trim() === '')
      .map(({ name }) => name),
  );
}
