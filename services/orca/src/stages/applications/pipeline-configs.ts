import { randomUUID } from 'node:crypto';
import { PipelineConfig } from '@gennaker/contracts/front50';
import { AppError, invalid, messageOf } from '@gennaker/kernel';
import { defineStage, failed, succeeded, type Tools } from '@gennaker/sdk';
import { z } from 'zod';
import { decoded, decodedObject } from './text64.ts';

const SavedContext = z.looseObject({
  pipeline: z.unknown().optional().describe('The configuration, as an object or as base64 of its JSON.'),
  pipelines: z.unknown().optional().describe('Several; base64 of a list.'),
  isSavingMultiplePipelines: z.boolean().default(false),
  isBulkSavingPipelines: z.boolean().default(false),
  staleCheck: z.boolean().default(false).describe('Refuse what was saved by another since it was read.'),
  isStrategy: z.unknown().optional(),
});

/** Strategies are saved like pipelines, beside them. */
const storeOf = ({ front50 }: Tools, isStrategy: unknown) =>
  isTrue(decodedFlag(isStrategy)) ? front50.strategies : front50.pipelines;
type Store = ReturnType<typeof storeOf>;

const decodedFlag = (value: unknown): unknown =>
  typeof value === 'string' && value !== 'true' && value !== 'false' ? decoded(value, 'isStrategy') : value;
const isTrue = (value: unknown): boolean => value === true || value === 'true';

function configOf(pipeline: unknown): PipelineConfig {
  if (pipeline === undefined) throw invalid('pipeline: give the pipeline configuration');
  return PipelineConfig.parse(decodedObject(pipeline, 'pipeline'));
}

const noticeOf = (type: string, { id, name, application }: PipelineConfig) => ({
  'notification.type': type,
  application,
  'pipeline.id': id,
  'pipeline.name': name,
});

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

async function configNow(store: Store, id: string): Promise<PipelineConfig | undefined> {
  try {
    return (await store.get({ params: { id } })).body;
  } catch (error) {
    if (error instanceof AppError && error.code === 'notFound') return undefined;
    throw error;
  }
}

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

/** Saves a pipeline that exists. Source: orca-front50 `UpdatePipelineStage`. */
export const updatePipeline = defineStage({
  type: 'updatePipeline',
  label: 'Update pipeline',
  description: 'Saves a pipeline that exists.',
  context: SavedContext,
  tasks: {
    updatePipeline: {
      effect: async ({ context }, tools) => {
        const config = configOf(context.pipeline);
        const { id } = config;
        if (!id) throw invalid('pipeline.id: give the id of the pipeline to update');
        const store = storeOf(tools, context.isStrategy);
        const index = config.index ?? (await configNow(store, id))?.index;
        const { body } = await store.update({
          params: { id },
          query: { staleCheck: context.staleCheck },
          body: { ...config, index },
        });
        return succeeded({ context: noticeOf('updatepipeline', body) });
      },
    },
  },
});

/** Forgets a pipeline. Source: orca-front50 `DeletePipelineStage`. */
export const deletePipeline = defineStage({
  type: 'deletePipeline',
  label: 'Delete pipeline',
  description: 'Forgets a pipeline.',
  context: SavedContext,
  tasks: {
    deletePipeline: {
      effect: async ({ context }, tools) => {
        const config = configOf(context.pipeline);
        const { application, name } = config;
        if (!application || !name)
          throw invalid('pipeline: give the application and the name of the pipeline to delete');
        await storeOf(tools, context.isStrategy).delete({ params: { application, name } });
        return succeeded({ context: noticeOf('deletepipeline', config) });
      },
    },
  },
});

const Indices = z.record(z.string(), z.number().int());

/** Changes the order in which an application's pipelines are listed. Source: orca-front50 `ReorderPipelinesStage`. */
export const reorderPipelines = defineStage({
  type: 'reorderPipelines',
  label: 'Reorder pipelines',
  description: 'Changes the order in which the pipelines of an application are listed.',
  context: z.looseObject({
    application: z.string(),
    idsToIndices: z.unknown().describe('`{ "<pipeline id>": 0, … }`, or base64 of it.'),
    isStrategy: z.unknown().optional(),
  }),
  tasks: {
    reorderPipelines: {
      effect: async ({ context: { application, idsToIndices, isStrategy } }, tools) => {
        const indices = Indices.safeParse(decoded(idsToIndices, 'idsToIndices'));
        if (!indices.success) throw invalid('idsToIndices: must give a whole number for each pipeline id');
        await storeOf(tools, isStrategy).reorder({ body: { application, idsToIndices: indices.data } });
        return succeeded({ context: { 'notification.type': 'reorderpipelines', application } });
      },
    },
  },
});
