import { invalid } from '@gennaker/kernel';
import { defineStage, succeeded } from '@gennaker/sdk';
import { z } from 'zod';
import { decoded } from './pipeline-configs/decoded.ts';
import { storeOf } from './pipeline-configs/pipeline-config.ts';

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
