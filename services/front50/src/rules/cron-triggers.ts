import { randomUUID } from 'node:crypto';
import type { PipelineConfig } from '@gennaker/contracts/front50';

/** Gives cron triggers an id; new ones to all of a new or copied pipeline. Source: front50, metadata A4 rule 3. */
export function withCronIds(pipeline: PipelineConfig, isNew: boolean): PipelineConfig {
  const { regenerateCronTriggerIds, ...rest } = pipeline;
  const regenerate = isNew || regenerateCronTriggerIds === true;
  if (!rest.triggers) return rest;
  const triggers = rest.triggers.map((trigger) =>
    trigger['type'] === 'cron' && (regenerate || !trigger['id']) ? { ...trigger, id: randomUUID() } : trigger,
  );
  return { ...rest, triggers };
}
