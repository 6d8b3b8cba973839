import type { gate } from '@gennaker/contracts/gate';
import { AppError, notFound, type Handlers, type Logger } from '@gennaker/kernel';
import type { Clients } from '../clients.ts';
import { applicationCatalog } from '../application-catalog.ts';
import { ofCaller } from '../finished-task.ts';
import { configNamed } from '../pipeline-configs.ts';

/** Applications with their executions, tasks and saved pipelines. */
export function applicationRoutes(clients: Clients, log: Logger): Handlers<typeof gate.applications> {
  const { orca, front50 } = clients;
  const catalog = applicationCatalog(clients, log);

  return {
    list: ({ input: { query } }) => catalog.list(query),
    get: ({ input: { params, query } }) => catalog.get(params.application, query.expand),
    history: ({ input: { params, query } }) =>
      front50.applications.history({ params, query }).catch((error: unknown) => {
        throw isMissing(error) ? notFound(`Application not found (id: ${params.application})`) : error;
      }),
    tasks: ({ input }) => orca.tasks.ofApplication(input),
    task: ({ input: { params } }) => orca.tasks.get({ params }),
    startTask: ({ input: { params, body } }) =>
      orca.tasks.start({ body: ofCaller({ ...body, application: params.application }) }),
    cancelTask: ({ input: { params } }) => orca.tasks.cancel({ params }),
    pipelines: ({ input: { params, query } }) =>
      // A limit of 0 counts as not given. Source: gate-api §4.
      orca.pipelines.ofApplication({ params, query: { ...query, limit: query.limit || 10 } }),
    cancelPipeline: ({ input: { params, query } }) => orca.pipelines.cancel({ params, query }),
    pipelineConfigs: ({ input: { params, query } }) => front50.pipelines.ofApplication({ params, query }),
    pipelineConfig: ({ input: { params } }) => configNamed(front50, params.application, params.nameOrId),
    strategyConfigs: ({ input: { params } }) => front50.strategies.ofApplication({ params }),
    strategyConfig: async ({ input: { params } }) => {
      const all = await front50.strategies.ofApplication({ params });
      const found = all.find(({ name }) => name === params.name);
      if (found) return found;
      throw notFound(
        `Strategy config (id: ${params.name}) not found for Application (id: ${params.application})`,
      );
    },
    searchExecutions: ({ input: { params, query } }) => orca.pipelines.search({ params, query }),
  };
}

const isMissing = (error: unknown): boolean => error instanceof AppError && error.code === 'notFound';
