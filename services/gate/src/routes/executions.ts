import type { gate } from '@gennaker/contracts/gate';
import { invalid, type Handlers } from '@gennaker/kernel';
import type { Clients } from '../clients.ts';

/** Executions by their ids or pipelines. */
export const executionRoutes = ({ orca }: Clients): Handlers<typeof gate.executions> => ({
  find: async ({ input: { query } }) => {
    if (query.pipelineConfigIds && query.executionIds) {
      throw invalid('Only pipelineConfigIds OR executionIds can be specified');
    }
    if (!query.pipelineConfigIds && !query.executionIds) return [];
    return orca.pipelines.find({ query });
  },
  failedStages: ({ input: { query } }) => orca.pipelines.failedStages({ query }),
});
