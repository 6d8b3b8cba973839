import type { PipelineConfig } from '@gennaker/contracts/front50';

export interface TriggerFilter {
  enabledPipelines: boolean;
  enabledTriggers: boolean;
  triggerTypes?: string[] | undefined;
}

/** A trigger without the key counts as disabled. Source: metadata A4. */
const isEnabled = (trigger: Record<string, unknown>): boolean =>
  trigger['enabled'] === true || trigger['enabled'] === 'true';

/** Leaves what the filters of a list ask for; any of them drops a pipeline without a trigger that passes. */
export function filtered(
  configs: PipelineConfig[],
  { enabledPipelines, enabledTriggers, triggerTypes }: TriggerFilter,
): PipelineConfig[] {
  if (!enabledPipelines && !enabledTriggers && !triggerTypes) return configs;
  return configs.filter(
    ({ disabled, triggers }) =>
      !(enabledPipelines && disabled) &&
      (triggers ?? []).some(
        (trigger) =>
          (!enabledTriggers || isEnabled(trigger)) &&
          (!triggerTypes || triggerTypes.includes(String(trigger['type']))),
      ),
  );
}
