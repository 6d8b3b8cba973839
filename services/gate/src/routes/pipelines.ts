import type { PipelineConfig } from '@gennaker/contracts/front50';
import type { gate } from '@gennaker/contracts/gate';
import { AppError, caller, newId, notFound, type Handlers } from '@gennaker/kernel';
import type { Clients } from '../clients.ts';
import { triggerPipeline } from '../trigger.ts';
import { configRoutes } from './configs.ts';

/** Save pipelines, run them, look at runs and steer them. */
export function pipelineRoutes(clients: Clients): Handlers<typeof gate.pipelines> {
  const { orca, front50 } = clients;
  return {
    ...configRoutes('pipeline', clients),
    start: ({ input: { body } }) => {
      const trigger = { type: 'manual', ...body.trigger, user: caller().user };
      return orca.pipelines.start({ body: { ...body, trigger } as never }) as Promise<
        Record<string, unknown>
      >;
    },
    trigger: ({ input: { params, body } }) => triggerPipeline(clients, params, body),
    triggerV2: async ({ input: { params, body } }) => {
      const eventId = newId();
      const { ref } = await triggerPipeline(clients, params, { ...body, eventId });
      return { eventId, ref };
    },
    get: ({ input: { params } }) =>
      orca.pipelines.get({ params }).catch((error: unknown) => {
        if (!(error instanceof AppError) || error.code !== 'notFound') throw error;
        throw notFound(`Pipeline not found (id: ${params.id})`);
      }),
    deleteExecution: ({ input: { params } }) => orca.pipelines.delete({ params }),
    cancel: ({ input: { params, query } }) => orca.pipelines.cancel({ params, query }),
    pause: ({ input: { params } }) => orca.pipelines.pause({ params }),
    resume: ({ input: { params } }) => orca.pipelines.resume({ params }),
    patchStage: ({ input: { params, body } }) => orca.pipelines.patchStage({ params, body }),
    restartStage: async ({ input: { params } }) => {
      const body = await currentConfig(clients, params.id);
      return orca.pipelines.restartStage({ params, body });
    },
    evaluateExpression: ({ input: { params, query } }) =>
      orca.pipelines.evaluateExpression({ params, query }),
    evaluatePostedExpression: ({ input: { params, body } }) => {
      const expression = typeof body === 'string' ? body : body.expression;
      return orca.pipelines.evaluateExpression({ params, query: { expression } });
    },
    evaluateStageExpression: ({ input: { params, query } }) =>
      orca.pipelines.evaluateExpression({ params, query: { ...query, stageId: params.stageId } }),
    evaluateVariables: ({ input: { query, body } }) =>
      orca.pipelines.evaluateVariables({ params: { id: query.executionId }, query, body: body as never }),
    all: () => front50.pipelines.all({}),
    history: ({ input: { params, query } }) => front50.pipelines.history({ params, query }),
  };
}

/** A restarted stage gets what is saved now, so that preconditions are fresh. Source: gate `PipelineController`. */
async function currentConfig({ orca, front50 }: Clients, id: string): Promise<PipelineConfig | undefined> {
  const { application, name } = await orca.pipelines.get({ params: { id } });
  const all = await front50.pipelines.ofApplication({ params: { application } });
  return all.find((config) => config.name === name);
}
