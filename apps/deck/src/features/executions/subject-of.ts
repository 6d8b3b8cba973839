import type { PipelineConfig } from '@gennaker/contracts/front50';
import type { PipelineExecution } from '@gennaker/contracts/orca';

/** Short enough to be read out: the build's number, else the end of its id. */
export function numberOf({ id, trigger }: PipelineExecution): string {
  const { buildNumber } = trigger as { buildNumber?: unknown };
  return `#${typeof buildNumber === 'number' || typeof buildNumber === 'string' ? buildNumber : id.slice(-4)}`;
}

/** Who or what started it. */
export function starterOf({ trigger, authentication }: PipelineExecution): string {
  return trigger.user ?? authentication?.user ?? trigger.type;
}

interface Parameter {
  name: string;
  label?: string;
  default?: unknown;
  pinned?: boolean;
}

const parametersOf = (config: PipelineConfig | undefined): Parameter[] =>
  ((config?.parameterConfig ?? []) as unknown as Parameter[]).filter(({ name }) => typeof name === 'string');

/** A value of a parameter as it is shown. */
export const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : (JSON.stringify(value) ?? '');

/** What tells this run from others: pinned parameters, else those that are not the usual ones, else the first. */
export function subjectOf({ trigger }: PipelineExecution, config: PipelineConfig | undefined): string {
  const given = Object.entries(trigger.parameters ?? {});
  const known = parametersOf(config);
  const pinned = known.filter(({ pinned }) => pinned).map(({ name }) => name);
  const unusual = given
    .filter(([name, value]) =>
      known.some((one) => one.name === name && textOf(one.default) !== textOf(value)),
    )
    .map(([name]) => name);
  const first = known[0] ? [known[0].name] : given.slice(0, 1).map(([name]) => name);
  const shown = pinned.length > 0 ? pinned : [...new Set([...first, ...unusual])];
  return shown
    .flatMap((name) => {
      const value = trigger.parameters?.[name];
      return value === undefined || value === '' ? [] : [`${name} ${textOf(value)}`];
    })
    .join(', ');
}
