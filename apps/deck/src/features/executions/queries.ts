import { queryOptions } from '@tanstack/react-query';
import type { PipelineConfig } from '@gennaker/contracts/front50';
import { gate } from '../../api/gate.ts';

/** A saved pipeline has both by the time that it is read. */
export type SavedPipeline = PipelineConfig & { id: string; name: string };

/** Of each pipeline, so many executions are shown. */
const SHOWN_EACH = 20;

export const keys = {
  list: (application: string) => ['executions', application] as const,
  one: (id: string) => ['execution', id] as const,
  configs: (application: string) => ['pipelineConfigs', application] as const,
};

/** Executions of an application without contexts and tasks, newest first. */
export const executionsQuery = (application: string) =>
  queryOptions({
    queryKey: keys.list(application),
    queryFn: async () => {
      const query = { limit: SHOWN_EACH, expand: false };
      const found = await gate.applications.pipelines({ params: { application }, query });
      return found.toSorted((a, b) => (b.buildTime ?? 0) - (a.buildTime ?? 0));
    },
  });

/** One execution with everything. */
export const executionQuery = (id: string) =>
  queryOptions({
    queryKey: keys.one(id),
    queryFn: () => gate.pipelines.get({ params: { id } }),
  });

/** Saved pipelines in their order. */
export const pipelineConfigsQuery = (application: string) =>
  queryOptions({
    queryKey: keys.configs(application),
    queryFn: async () =>
      (await gate.applications.pipelineConfigs({ params: { application } })) as SavedPipeline[],
  });
