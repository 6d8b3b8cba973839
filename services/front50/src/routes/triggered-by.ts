import type { PipelineConfig } from '@gennaker/contracts/front50';

/** Whether a pipeline starts by itself when another one ended with a status. Source: metadata A4. */
export function isTriggeredBy({ disabled, triggers }: PipelineConfig, id: string, status: string): boolean {
  if (disabled) return false;
  return (triggers ?? []).some(
    (trigger) =>
      trigger['type'] === 'pipeline' &&
      (trigger['enabled'] === true || trigger['enabled'] === 'true') &&
      trigger['pipeline'] === id &&
      Array.isArray(trigger['status']) &&
      trigger['status'].includes(status),
  );
}
