import { invalid } from '@gennaker/kernel';
import { defineStage, succeeded } from '@gennaker/sdk';
import { configNow, configOf, noticeOf, SavedContext, storeOf } from './pipeline-configs/pipeline-config.ts';

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
