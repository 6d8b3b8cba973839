import { randomUUID } from 'node:crypto';
import { PipelineConfig } from '@gennaker/contracts/front50';
import { AppError, invalid, messageOf } from '@gennaker/kernel';
import { defineStage, failed, succeeded } from '@gennaker/sdk';
import { z } from 'zod';
import { decoded } from './pipeline-configs/decoded.ts';
import {
  configNow,
  configOf,
  isTrue,
  noticeOf,
  SavedContext,
  storeOf,
  type Store,
} from './pipeline-configs/pipeline-config.ts';

/** What was saved before keeps its place. Source: orca-front50 `SavePipelineTask`. */
async function save(store: Store, given: PipelineConfig, staleCheck: boolean): Promise<PipelineConfig> {
  const { regenerateCronTriggerIds, ...config } = given;
  const before = config.id === undefined ? undefined : await configNow(store, config.id);
  const triggers = isTrue(regenerateCronTriggerIds) ? config.triggers?.map(withNewCronId) : config.triggers;
  const body = { ...config, triggers, index: config.index ?? before?.index };
  return store.create({ query: { staleCheck }, body });
}

const withNewCronId = (trigger: Record<string, unknown>) =>
  trigger['type'] === 'cron' ? { ...trigger, id: randomUUID() } : trigger;

/** Saves a pipeline, new or not, or several. Source: orca-front50 `SavePipelineStage`. */
export const savePipeline = defineStage({
  type: 'savePipeline',
  label: 'Save pipeline',
  description: 'Saves a pipeline, or several.',
  context: SavedContext,
  tasks: {
    savePipeline: {
      effect: async ({ context }, tools) => {
        const { pipelines, pipeline, staleCheck, isStrategy } = context;
        const store = storeOf(tools, isStrategy);
        if (pipelines !== undefined) return saveAll(store, pipelines, staleCheck);
        const saved = await save(store, configOf(pipeline), staleCheck);
        return succeeded({ context: noticeOf('savepipeline', saved) });
      },
    },
  },
});

async function saveAll(store: Store, pipelines: unknown, staleCheck: boolean) {
  const list = z.array(PipelineConfig).safeParse(decoded(pipelines, 'pipelines'));
  if (!list.success) throw invalid('pipelines: must be a list of pipelines, or base64 of one');
  const successful: string[] = [];
  const unsaved: { name: string; errorMsg: string }[] = [];
  for (const config of list.data) {
    const name = String(config.name);
    try {
      await save(store, config, staleCheck);
      successful.push(name);
    } catch (error) {
      // What its owner must mend is told with the rest; what may pass is tried again with the whole list.
      if (!(error instanceof AppError) || error.retryable) throw error;
      unsaved.push({ name, errorMsg: messageOf(error) });
    }
  }
  const context = {
    'notification.type': 'savepipeline',
    bulksave: {
      successful_pipelines_count: successful.length,
      successful_pipelines: successful,
      failed_pipelines_count: unsaved.length,
      failed_pipelines: unsaved,
    },
  };
  if (unsaved.length === 0) return succeeded({ context });
  return failed(
    unsaved.map(({ name, errorMsg }) => `${name}: ${errorMsg}`),
    { context },
  );
}
