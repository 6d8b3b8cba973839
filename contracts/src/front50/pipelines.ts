import { z } from 'zod';
import { count, csv, flag, request, route } from '../route/index.ts';

const text = z.string().optional();
const objects = z.array(z.record(z.string(), z.unknown())).nullish();

/** A saved pipeline or strategy. Unknown keys are kept. Source: front50 `Pipeline`. */
export const PipelineConfig = z.looseObject({
  id: text,
  name: text,
  application: text,
  type: z.string().nullish(),
  schema: z.string().nullish(),
  index: z.number().nullish(),
  disabled: z.boolean().nullish(),
  updateTs: z.union([z.string(), z.number()]).nullish(),
  createTs: z.union([z.string(), z.number()]).nullish(),
  lastModifiedBy: z.string().nullish(),
  stages: objects,
  triggers: objects,
  parameterConfig: objects,
  expectedArtifacts: objects,
  notifications: objects,
  limitConcurrent: z.boolean().nullish(),
  maxConcurrentExecutions: z.number().nullish(),
  keepWaitingPipelines: z.boolean().nullish(),
});
export type PipelineConfig = z.infer<typeof PipelineConfig>;

const app = { application: z.string() };
const id = { id: z.string() };
const filters = { enabledPipelines: flag(false), enabledTriggers: flag(false), triggerTypes: csv };

/** With an ETag, for clients that send it back as `if-match`. */
const Tagged = z.object({ headers: z.object({ etag: z.string() }), body: PipelineConfig });
const ifMatch = { 'if-match': text };

/** The routes that pipelines and strategies have alike. */
const configs = (base: '/pipelines' | '/strategies') => ({
  all: route({ method: 'GET', path: base, allow: 'user' })
    .input(request({ query: { restricted: flag(true), refresh: flag(false), ...filters } }))
    .output(z.array(PipelineConfig)),
  ofApplication: route({ method: 'GET', path: `${base}/{application}`, allow: 'READ application' })
    .input(
      request({
        params: app,
        query: { pipelineNameFilter: text, pipelineLimit: count(0), refresh: flag(false), ...filters },
      }),
    )
    .output(z.array(PipelineConfig)),
  get: route({ method: 'GET', path: `${base}/{id}/get`, allow: 'READ application', withHeaders: true })
    .input(request({ params: id }))
    .output(Tagged),
  byName: route({ method: 'GET', path: `${base}/{application}/name/{name}`, allow: 'READ application' })
    .input(request({ params: { ...app, name: z.string() } }))
    .output(PipelineConfig),
  history: route({ method: 'GET', path: `${base}/{id}/history`, allow: 'READ application' })
    .input(request({ params: id, query: { limit: count(20) } }))
    .output(z.array(PipelineConfig)),
  create: route({ method: 'POST', path: base, allow: 'WRITE application' })
    .input(request({ query: { staleCheck: flag(false) }, body: PipelineConfig }))
    .output(PipelineConfig),
  update: route({ method: 'PUT', path: `${base}/{id}`, allow: 'WRITE application', withHeaders: true })
    .input(
      request({ params: id, query: { staleCheck: flag(false) }, headers: ifMatch, body: PipelineConfig }),
    )
    .output(Tagged),
  delete: route({ method: 'DELETE', path: `${base}/{application}/{name}`, allow: 'WRITE application' }).input(
    request({ params: { ...app, name: z.string() } }),
  ),
  reorder: route({ method: 'POST', path: `/actions${base}/reorder`, allow: 'WRITE application' }).input(
    request({
      body: z.looseObject({ application: z.string(), idsToIndices: z.record(z.string(), z.number().int()) }),
    }),
  ),
});

/** Source: front50-web `PipelineController`. */
export const pipelines = {
  ...configs('/pipelines'),
  triggeredBy: route({ method: 'GET', path: '/pipelines/triggeredBy/{id}/{status}', allow: 'user' })
    .input(request({ params: { ...id, status: z.string() } }))
    .output(z.array(PipelineConfig)),
};

/** Source: front50-web `StrategyController`. */
export const strategies = configs('/strategies');
