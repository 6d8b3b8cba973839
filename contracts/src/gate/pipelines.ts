import { z } from 'zod';
import { PipelineConfig } from '../front50/index.ts';
import { OrchestrationTask, PipelineExecution, PipelineRequest, statuses } from '../orca/index.ts';
import { count, csv, flag, request, route } from '../route/index.ts';

const id = { id: z.string() };
const stage = { ...id, stageId: z.string() };
const Reference = z.looseObject({ ref: z.string() });
const Evaluated = z.looseObject({ result: z.unknown() });
const Reorder = z.looseObject({
  application: z.string({ error: '`application` is required field on request body' }),
  idsToIndices: z.record(z.string(), z.number().int(), {
    error: '`idsToIndices` is required field on request body',
  }),
});
const steer = (method: 'PUT' | 'PATCH', path: `/${string}`, summary: string) =>
  route({ method, path, allow: 'EXECUTE application', summary });

/** The routes that pipelines and strategies have alike. */
const configs = (base: '/pipelines' | '/strategies') => ({
  save: route({
    method: 'POST',
    path: base,
    allow: 'WRITE application',
    summary: 'Save; answers when it is saved.',
  }).input(request({ query: { staleCheck: flag(false) }, body: PipelineConfig })),
  update: route({
    method: 'PUT',
    path: `${base}/{id}`,
    allow: 'WRITE application',
    summary: 'Save by id; the way to rename.',
  })
    .input(request({ params: id, body: PipelineConfig }))
    .output(PipelineConfig),
  delete: route({
    method: 'DELETE',
    path: `${base}/{application}/{name}`,
    allow: 'WRITE application',
    summary: 'Delete by name; fine when there is none.',
  }).input(request({ params: { application: z.string(), name: z.string() } })),
  reorder: route({
    method: 'POST',
    path: `/actions${base}/reorder`,
    allow: 'WRITE application',
    summary: 'Set the order of lists.',
  })
    .input(request({ body: Reorder }))
    .output(OrchestrationTask),
});

/** Source: gate-web `PipelineController`. */
export const pipelines = {
  ...configs('/pipelines'),
  start: route({
    method: 'POST',
    path: '/pipelines/start',
    allow: 'EXECUTE application',
    summary: 'Run a pipeline that need not be saved.',
  })
    .input(request({ body: PipelineRequest }))
    .output(z.looseObject({})),
  trigger: route({
    method: 'POST',
    path: '/pipelines/{application}/{nameOrId}',
    allow: 'EXECUTE application',
    status: 202,
    summary: 'Run a saved pipeline; the body is its trigger.',
  })
    .input(
      request({
        params: { application: z.string(), nameOrId: z.string() },
        body: z.looseObject({}).optional(),
      }),
    )
    .output(Reference),
  triggerV2: route({
    method: 'POST',
    path: '/pipelines/v2/{application}/{nameOrId}',
    allow: 'EXECUTE application',
    status: 202,
  })
    .input(
      request({
        params: { application: z.string(), nameOrId: z.string() },
        body: z.looseObject({}).optional(),
      }),
    )
    .output(Reference),
  get: route({ method: 'GET', path: '/pipelines/{id}', allow: 'READ application', summary: 'An execution.' })
    .input(request({ params: id }))
    .output(PipelineExecution),
  deleteExecution: route({
    method: 'DELETE',
    path: '/pipelines/{id}',
    allow: 'WRITE application',
    summary: 'Delete a finished execution.',
  }).input(request({ params: id })),
  cancel: steer('PUT', '/pipelines/{id}/cancel', 'Cancel an execution.').input(
    request({ params: id, query: { reason: z.string().optional(), force: flag(false) } }),
  ),
  pause: steer('PUT', '/pipelines/{id}/pause', 'Pause a running execution.').input(request({ params: id })),
  resume: steer('PUT', '/pipelines/{id}/resume', 'Resume a paused execution.').input(request({ params: id })),
  patchStage: steer(
    'PATCH',
    '/pipelines/{id}/stages/{stageId}',
    'Answer a judgment, skip a wait: merged into the context.',
  )
    .input(request({ params: stage, body: z.record(z.string(), z.unknown()) }))
    .output(PipelineExecution),
  restartStage: steer(
    'PUT',
    '/pipelines/{id}/stages/{stageId}/restart',
    'Run a stage and what follows again.',
  )
    .input(request({ params: stage, body: z.looseObject({}).optional() }))
    .output(PipelineExecution),
  evaluateExpression: route({
    method: 'GET',
    path: '/pipelines/{id}/evaluateExpression',
    allow: 'READ application',
  })
    .input(request({ params: id, query: { expression: z.string() } }))
    .output(Evaluated),
  evaluatePostedExpression: route({
    method: 'POST',
    path: '/pipelines/{id}/evaluateExpression',
    allow: 'READ application',
  })
    .input(request({ params: id, body: z.union([z.string(), z.looseObject({ expression: z.string() })]) }))
    .output(Evaluated),
  evaluateStageExpression: route({
    method: 'GET',
    path: '/pipelines/{id}/{stageId}/evaluateExpression',
    allow: 'READ application',
  })
    .input(request({ params: stage, query: { expression: z.string() } }))
    .output(Evaluated),
  evaluateVariables: route({
    method: 'POST',
    path: '/pipelines/{id}/evaluateVariables',
    allow: 'READ application',
  })
    .input(
      request({
        params: id,
        query: { executionId: z.string(), requisiteStageRefIds: csv, spelVersion: z.string().optional() },
        body: z.array(z.looseObject({ key: z.string(), value: z.unknown() })),
      }),
    )
    .output(z.looseObject({ result: z.array(z.looseObject({ key: z.string() })) })),
  all: route({
    method: 'GET',
    path: '/pipelineConfigs',
    allow: 'user',
    summary: 'All saved pipelines.',
  }).output(z.array(PipelineConfig)),
  history: route({
    method: 'GET',
    path: '/pipelineConfigs/{id}/history',
    allow: 'READ application',
    summary: 'Versions, newest first.',
  })
    .input(request({ params: id, query: { limit: count(20) } }))
    .output(z.array(PipelineConfig)),
};

/** Source: gate-web `PipelineController`, strategies. */
export const strategies = {
  ...configs('/strategies'),
  all: route({ method: 'GET', path: '/strategyConfigs', allow: 'user' }).output(z.array(PipelineConfig)),
  history: route({ method: 'GET', path: '/strategyConfigs/{id}/history', allow: 'READ application' })
    .input(request({ params: id, query: { limit: count(20) } }))
    .output(z.array(PipelineConfig)),
};

/** Source: gate-web `ExecutionsController`. */
export const executions = {
  find: route({
    method: 'GET',
    path: '/executions',
    allow: 'READ application',
    summary: 'Executions by their ids or pipelines.',
  })
    .input(
      request({
        query: {
          pipelineConfigIds: csv,
          executionIds: csv,
          limit: count(1),
          statuses,
          expand: flag(true),
        },
      }),
    )
    .output(z.array(PipelineExecution)),
  failedStages: route({ method: 'GET', path: '/executions/failedStages', allow: 'READ application' })
    .input(
      request({ query: { executionId: z.string(), deckOrigin: z.string().optional(), limit: count(1) } }),
    )
    .output(z.array(z.looseObject({}))),
};
