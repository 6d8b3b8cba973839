import type { gate } from '@gennaker/contracts/gate';
import type { Handlers } from '@gennaker/kernel';
import type { Clients } from '../clients.ts';

/** Projects with what runs in them. */
export const projectRoutes = ({ orca, front50, clouddriver }: Clients): Handlers<typeof gate.projects> => ({
  list: () => front50.projects.list({}),
  get: ({ input: { params } }) => front50.projects.get({ params: { idOrName: params.project } }),
  pipelines: async ({ input: { params, query } }) => {
    const { config } = await front50.projects.get({ params: { idOrName: params.project } });
    const pipelineConfigIds = (config?.pipelineConfigs ?? []).map(({ pipelineConfigId }) => pipelineConfigId);
    if (pipelineConfigIds.length === 0) return [];
    return orca.pipelines.find({ query: { pipelineConfigIds, ...query } });
  },
  clusters: ({ input: { params } }) => clouddriver.infrastructure.projectClusters({ params }),
});
