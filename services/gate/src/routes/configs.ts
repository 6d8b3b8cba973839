import type { gate } from '@gennaker/contracts/gate';
import { AppError, caller, invalid, type Handlers } from '@gennaker/kernel';
import type { Clients } from '../clients.ts';
import { base64, finishedTask } from '../finished-task.ts';

type Handled = Pick<Handlers<typeof gate.strategies>, 'save' | 'update' | 'delete' | 'reorder'>;

/** What is saved goes through Orca, so that it stands among the application's tasks. Source: gate-api §5, §17. */
export function configRoutes(kind: 'pipeline' | 'strategy', clients: Clients): Handled {
  const { front50 } = clients;
  const stored = kind === 'pipeline' ? front50.pipelines : front50.strategies;
  const title = kind === 'pipeline' ? 'Pipeline' : 'Strategy';
  const isStrategy = kind === 'strategy';

  return {
    save: async ({ input: { query, body } }) => {
      if (!body.application) throw invalid(`application: a ${kind} needs the name of its application`);
      const job = {
        type: 'savePipeline',
        pipeline: base64(body),
        user: caller().user,
        staleCheck: query.staleCheck,
        isStrategy,
      };
      const description = `Save ${kind} '${body.name ?? ''}'`;
      await finishedTask(clients, { application: body.application, description, job }, `${title} save`);
    },
    update: async ({ input: { params, body } }) => {
      const config = { ...body, id: params.id };
      const application = body.application ?? (await stored.get({ params })).body.application;
      if (!application) throw invalid(`application: a ${kind} needs the name of its application`);
      const job = {
        type: 'updatePipeline',
        pipeline: base64({ ...config, application }),
        user: caller().user,
        isStrategy,
      };
      await finishedTask(
        clients,
        { application, description: `Update ${kind} '${body.name ?? ''}'`, job },
        `${title} save`,
      );
      return (await stored.get({ params })).body;
    },
    delete: async ({ input: { params } }) => {
      const { application, name } = params;
      const config = await stored.byName({ params: { application, name } }).catch((error: unknown) => {
        if (error instanceof AppError && error.code === 'notFound') return undefined;
        throw error;
      });
      if (!config) return;
      const job = { type: 'deletePipeline', pipeline: base64(config), user: caller().user, isStrategy };
      await finishedTask(
        clients,
        { application, description: `Delete ${kind} '${name}'`, job },
        `${title} delete`,
      );
    },
    reorder: ({
      input: {
        body: { application, idsToIndices },
      },
    }) => {
      const job = {
        type: 'reorderPipelines',
        application,
        idsToIndices: base64(idsToIndices),
        isStrategy: base64(isStrategy),
        user: caller().user,
      };
      const description = kind === 'pipeline' ? 'Reorder pipelines' : 'Reorder strategies';
      return finishedTask(clients, { application, description, job }, `${title} reorder`);
    },
  };
}
