import { PipelineConfig } from '@gennaker/contracts/front50';
import { AppError, invalid } from '@gennaker/kernel';
import type { Tools } from '@gennaker/sdk';
import { z } from 'zod';
import { decoded, decodedObject } from './decoded.ts';

export const SavedContext = z.looseObject({
  pipeline: z.unknown().optional().describe('The configuration, as an object or as base64 of its JSON.'),
  pipelines: z.unknown().optional().describe('Several; base64 of a list.'),
  isSavingMultiplePipelines: z.boolean().default(false),
  isBulkSavingPipelines: z.boolean().default(false),
  staleCheck: z.boolean().default(false).describe('Refuse what was saved by another since it was read.'),
  isStrategy: z.unknown().optional(),
});

/** Strategies are saved like pipelines, beside them. */
export const storeOf = ({ front50 }: Tools, isStrategy: unknown) =>
  isTrue(decodedFlag(isStrategy)) ? front50.strategies : front50.pipelines;
export type Store = ReturnType<typeof storeOf>;

const decodedFlag = (value: unknown): unknown =>
  typeof value === 'string' && value !== 'true' && value !== 'false' ? decoded(value, 'isStrategy') : value;
export const isTrue = (value: unknown): boolean => value === true || value === 'true';

export function configOf(pipeline: unknown): PipelineConfig {
  if (pipeline === undefined) throw invalid('pipeline: give the pipeline configuration');
  return PipelineConfig.parse(decodedObject(pipeline, 'pipeline'));
}

export const noticeOf = (type: string, { id, name, application }: PipelineConfig) => ({
  'notification.type': type,
  application,
  'pipeline.id': id,
  'pipeline.name': name,
});

export async function configNow(store: Store, id: string): Promise<PipelineConfig | undefined> {
  try {
    return (await store.get({ params: { id } })).body;
  } catch (error) {
    if (error instanceof AppError && error.code === 'notFound') return undefined;
    throw error;
  }
}
