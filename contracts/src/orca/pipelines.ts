import { z } from 'zod';
import { count, csv, flag, request, route } from '../route/index.ts';
import { PipelineExecution, Trigger } from './execution.ts';
import { statuses } from './status.ts';

const id = { id: z.string() };
const Reference = z.object({ ref: z.string().describe('/pipelines/<id> or /tasks/<id>') });
const Evaluated = z.looseObject({
  result: z.unknown(),
  detail: z.record(z.string(), z.unknown()).optional(),
});

/** A pipeline configuration as it is posted to be run; every other key is kept. */
export const PipelineRequest = z.looseObject({
  id: z.string().optional(),
  name: z.string().optional(),
  application: z.string().optional(),
  executionId: z.string().optional().describe('Fixes the id of the execution.'),
  plan: z.boolean().optional().describe('Answer the processed pipeline, run nothing.'),
  trigger: Trigger.partial().optional(),
  stages: z
    .array(
      z.looseObject({
        type: z.string().min(1),
        refId: z.coerce.string().optional(),
        name: z.string().nullish(),
        requisiteStageRefIds: z.array(z.coerce.string()).nullish(),
      }),
    )
    .default([]),
});
export type PipelineRequest = z.infer<typeof PipelineRequest>;

/** Starting pipeline runs, looking at them and steering them. Source: orca-web `OperationsController`, `TaskController`. */
export const pipelines = {
  start: route({ method: 'POST', path: '/orchestrate', allow: 'user', summary: 'Start a pipeline.' })
    .input(request({ body: PipelineRequest }))
    .output(z.union([Reference, z.looseObject({})])),
  get: route({ method: 'GET', path: '/pipelines/{id}', allow: 'READ application' })
    .input(request({ params: id }))
    .output(PipelineExecution),
  find: route({ method: 'GET', path: '/pipelines', allow: 'READ application' })
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
  ofApplication: route({
    method: 'GET',
    path: '/applications/{application}/pipelines',
    allow: 'READ application',
  })
    .input(
      request({
        params: { application: z.string() },
        query: {
          limit: count(5),
          statuses,
          expand: flag(true),
          pipelineNameFilter: z.string().optional(),
          pipelineLimit: count(0),
        },
      }),
    )
    .output(z.array(PipelineExecution)),
  search: route({
    method: 'GET',
    path: '/applications/{application}/pipelines/search',
    allow: 'READ application',
  })
    .input(
      request({
        params: { application: z.string() },
        query: {
          triggerTypes: csv,
          pipelineName: z.string().optional(),
          eventId: z.string().optional(),
          trigger: z.string().optional().describe('base64 JSON; a subset of the trigger'),
          triggerTimeStartBoundary: z.coerce.number().default(0),
          triggerTimeEndBoundary: z.coerce.number().default(Number.MAX_SAFE_INTEGER),
          statuses,
          startIndex: z.coerce.number().default(0),
          size: z.coerce.number().default(10),
          reverse: flag(false),
          expand: flag(false),
        },
      }),
    )
    .output(z.array(PipelineExecution)),
  delete: route({ method: 'DELETE', path: '/pipelines/{id}', allow: 'WRITE application' }).input(
    request({ params: id }),
  ),
  cancel: route({
    method: 'PUT',
    path: '/pipelines/{id}/cancel',
    allow: 'EXECUTE application',
    status: 202,
  }).input(request({ params: id, query: { reason: z.string().optional(), force: flag(false) } })),
  pause: route({
    method: 'PUT',
    path: '/pipelines/{id}/pause',
    allow: 'EXECUTE application',
    status: 202,
  }).input(request({ params: id })),
  resume: route({
    method: 'PUT',
    path: '/pipelines/{id}/resume',
    allow: 'EXECUTE application',
    status: 202,
  }).input(request({ params: id })),
  patchStage: route({
    method: 'PATCH',
    path: '/pipelines/{id}/stages/{stageId}',
    allow: 'EXECUTE application',
  })
    .input(request({ params: { ...id, stageId: z.string() }, body: z.record(z.string(), z.unknown()) }))
    .output(PipelineExecution),
  restartStage: route({
    method: 'PUT',
    path: '/pipelines/{id}/stages/{stageId}/restart',
    allow: 'EXECUTE application',
  })
    .input(request({ params: { ...id, stageId: z.string() }, body: z.looseObject({}).optional() }))
    .output(PipelineExecution),
  evaluateExpression: route({
    method: 'GET',
    path: '/pipelines/{id}/evaluateExpression',
    allow: 'READ application',
  })
    .input(request({ params: id, query: { expression: z.string(), stageId: z.string().optional() } }))
    .output(Evaluated),
  evaluateVariables: route({
    method: 'POST',
    path: '/pipelines/{id}/evaluateVariables',
    allow: 'READ application',
  })
    .input(
      request({
        params: id,
        query: { requisiteStageRefIds: csv, spelVersion: z.string().optional() },
        body: z.array(z.looseObject({ key: z.string(), value: z.unknown() })),
      }),
    )
    .output(
      z.looseObject({
        result: z.array(z.looseObject({ key: z.string() })),
        detail: z.record(z.string(), z.unknown()),
      }),
    ),
  failedStages: route({ method: 'GET', path: '/pipelines/failedStages', allow: 'READ application' })
    .input(
      request({ query: { executionId: z.string(), deckOrigin: z.string().optional(), limit: count(1) } }),
    )
    .output(z.array(z.looseObject({}))),
};
