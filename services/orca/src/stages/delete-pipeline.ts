import { invalid } from '@gennaker/kernel';
import { defineStage, succeeded } from '@gennaker/sdk';
import { configOf, noticeOf, SavedContext, storeOf } from './pipeline-configs/pipeline-config.ts';

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
