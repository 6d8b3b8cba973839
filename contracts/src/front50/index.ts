import { z } from 'zod';
import { count, csv, flag, request, route } from '../route/index.ts';
import { streamOf } from '../stream/index.ts';

const text = z.string().optional();

/** Attributes of an application, flat, with any further key. Source: front50 `Application`. */
export const Application = z.looseObject({
  name: z.string().min(1),
  email: text,
  description: text,
  /** `a,b`; a list is stored as such a text. */
  cloudProviders: z.union([z.string(), z.array(z.string())]).optional(),
  createTs: text,
  updateTs: text,
  lastModifiedBy: text,
  trafficGuards: z.array(z.record(z.string(), z.unknown())).optional(),
  permissions: z.record(z.string(), z.array(z.string())).optional(),
});
export type Application = z.infer<typeof Application>;

/** A saved pipeline. Unknown keys are kept. Source: front50 `Pipeline`. */
export const PipelineConfig = z.looseObject({
  id: text,
  name: text,
  application: text,
  type: text,
  schema: text,
  index: z.number().nullish(),
  disabled: z.boolean().optional(),
  updateTs: z.union([z.string(), z.number()]).optional(),
  createTs: z.union([z.string(), z.number()]).optional(),
  lastModifiedBy: text,
  stages: z.array(z.record(z.string(), z.unknown())).optional(),
  triggers: z.array(z.record(z.string(), z.unknown())).optional(),
  parameterConfig: z.array(z.record(z.string(), z.unknown())).optional(),
  expectedArtifacts: z.array(z.record(z.string(), z.unknown())).optional(),
  notifications: z.array(z.record(z.string(), z.unknown())).optional(),
  limitConcurrent: z.boolean().optional(),
  maxConcurrentExecutions: z.number().optional(),
  keepWaitingPipelines: z.boolean().optional(),
});
export type PipelineConfig = z.infer<typeof PipelineConfig>;

/** Source: front50 `Project`. */
export const Project = z.looseObject({
  id: text,
  name: z.string().min(1),
  email: text,
  config: z
    .looseObject({
      pipelineConfigs: z
        .array(z.looseObject({ application: z.string(), pipelineConfigId: z.string() }))
        .default([]),
      applications: z.array(z.string()).default([]),
      clusters: z
        .array(
          z.looseObject({
            account: z.string(),
            stack: z.string().nullish(),
            detail: z.string().nullish(),
            applications: z.array(z.string()).nullish(),
          }),
        )
        .default([]),
    })
    .optional(),
});
export type Project = z.infer<typeof Project>;

const app = { application: z.string() };
const id = { id: z.string() };
const history = { limit: count(20) };

const applications = {
  list: route({ method: 'GET', path: '/v2/applications', allow: 'user' })
    .input(request({ query: { pageSize: count(0), restricted: flag(true), name: text, email: text } }))
    .output(z.array(Application)),
  get: route({ method: 'GET', path: '/v2/applications/{application}', allow: 'READ application' })
    .input(request({ params: app }))
    .output(Application),
  history: route({ method: 'GET', path: '/v2/applications/{application}/history', allow: 'READ application' })
    .input(request({ params: app, query: history }))
    .output(z.array(Application)),
  create: route({ method: 'POST', path: '/v2/applications', allow: 'CREATE application' })
    .input(request({ body: Application }))
    .output(Application),
  merge: route({ method: 'PATCH', path: '/v2/applications/{application}', allow: 'WRITE application' })
    .input(request({ params: app, body: Application.partial() }))
    .output(Application),
  replace: route({ method: 'PUT', path: '/v2/applications/{application}', allow: 'WRITE application' })
    .input(request({ params: app, body: Application }))
    .output(Application),
  delete: route({
    method: 'DELETE',
    path: '/v2/applications/{application}',
    allow: 'WRITE application',
    status: 204,
  }).input(request({ params: app })),
};

/** The routes that pipelines and strategies have alike. */
const configs = (base: '/pipelines' | '/strategies', reorder: `/${string}`) => ({
  all: route({ method: 'GET', path: base, allow: 'user' })
    .input(
      request({
        query: {
          restricted: flag(true),
          refresh: flag(false),
          enabledPipelines: z.string().optional(),
          triggerTypes: csv,
        },
      }),
    )
    .output(z.array(PipelineConfig)),
  ofApplication: route({ method: 'GET', path: `${base}/{application}`, allow: 'READ application' })
    .input(
      request({
        params: app,
        query: { pipelineNameFilter: text, pipelineLimit: count(0), enabledPipelines: z.string().optional() },
      }),
    )
    .output(z.array(PipelineConfig)),
  get: route({ method: 'GET', path: `${base}/{id}/get`, allow: 'READ application' })
    .input(request({ params: id }))
    .output(PipelineConfig),
  byName: route({ method: 'GET', path: `${base}/{application}/name/{name}`, allow: 'READ application' })
    .input(request({ params: { ...app, name: z.string() } }))
    .output(PipelineConfig),
  history: route({ method: 'GET', path: `${base}/{id}/history`, allow: 'READ application' })
    .input(request({ params: id, query: history }))
    .output(z.array(PipelineConfig)),
  create: route({ method: 'POST', path: base, allow: 'WRITE application' })
    .input(request({ query: { staleCheck: flag(false) }, body: PipelineConfig }))
    .output(PipelineConfig),
  update: route({ method: 'PUT', path: `${base}/{id}`, allow: 'WRITE application' })
    .input(request({ params: id, query: { staleCheck: flag(false) }, body: PipelineConfig }))
    .output(PipelineConfig),
  delete: route({ method: 'DELETE', path: `${base}/{application}/{name}`, allow: 'WRITE application' }).input(
    request({ params: { ...app, name: z.string() } }),
  ),
  reorder: route({ method: 'POST', path: reorder, allow: 'WRITE application' }).input(
    request({
      body: z.looseObject({ application: z.string(), idsToIndices: z.record(z.string(), z.number().int()) }),
    }),
  ),
});

const pipelines = {
  ...configs('/pipelines', '/actions/pipelines/reorder'),
  triggeredBy: route({ method: 'GET', path: '/pipelines/triggeredBy/{id}/{status}', allow: 'user' })
    .input(request({ params: { ...id, status: z.string() } }))
    .output(z.array(PipelineConfig)),
};
const strategies = configs('/strategies', '/actions/strategies/reorder');

const projects = {
  list: route({ method: 'GET', path: '/v2/projects', allow: 'user' })
    .input(request({ query: { pageSize: count(0) } }))
    .output(z.array(Project)),
  get: route({ method: 'GET', path: '/v2/projects/{idOrName}', allow: 'user' })
    .input(request({ params: { idOrName: z.string() } }))
    .output(Project),
  create: route({ method: 'POST', path: '/v2/projects', allow: 'user' })
    .input(request({ body: Project }))
    .output(Project),
  update: route({ method: 'PUT', path: '/v2/projects/{id}', allow: 'user' })
    .input(request({ params: id, body: Project }))
    .output(Project),
  delete: route({ method: 'DELETE', path: '/v2/projects/{id}', allow: 'user', status: 202 }).input(
    request({ params: id }),
  ),
};

const changes = {
  /** Applications, pipelines, strategies and projects as they change. */
  stream: route({ method: 'GET', path: '/changes', allow: 'READ application', hidden: true })
    .input(request({ query: { application: text } }))
    .output(streamOf()),
};

/** Front50's contract: what people save. */
export const front50 = { applications, pipelines, strategies, projects, changes };
