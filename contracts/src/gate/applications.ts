import { z } from 'zod';
import { PipelineConfig } from '../front50/index.ts';
import { OrchestrationTask, PipelineExecution, statuses } from '../orca/index.ts';
import { count, csv, flag, request, route } from '../route/index.ts';

const app = { application: z.string() };
const Attributes = z.looseObject({ name: z.string() });
const read = (path: `/${string}`, summary: string) =>
  route({ method: 'GET', path, allow: 'READ application', summary });

/** Source: gate-web `ApplicationController`. */
export const applications = {
  list: route({ method: 'GET', path: '/applications', allow: 'user', summary: 'All applications.' })
    .input(request({ query: { account: z.string().optional(), owner: z.string().optional() } }))
    .output(z.array(Attributes)),
  get: read('/applications/{application}', 'An application with its clusters.')
    .input(request({ params: app, query: { expand: flag(true) } }))
    .output(
      z.looseObject({
        name: z.string(),
        attributes: Attributes,
        clusters: z.record(z.string(), z.unknown()),
      }),
    ),
  history: read('/applications/{application}/history', 'Versions of an application, newest first.')
    .input(request({ params: app, query: { limit: count(20) } }))
    .output(z.array(Attributes)),
  tasks: read('/applications/{application}/tasks', 'Ad-hoc operations, newest first.')
    .input(request({ params: app, query: { page: count(1), limit: count(3500), statuses } }))
    .output(z.array(OrchestrationTask)),
  task: read('/applications/{application}/tasks/{id}', 'An ad-hoc operation.')
    .input(request({ params: { ...app, id: z.string() } }))
    .output(OrchestrationTask),
  startTask: route({
    method: 'POST',
    path: '/applications/{application}/tasks',
    allow: 'WRITE application',
    summary: 'Start an ad-hoc operation.',
  })
    .input(request({ params: app, body: z.looseObject({}) }))
    .output(z.object({ ref: z.string() })),
  cancelTask: route({
    method: 'PUT',
    path: '/applications/{application}/tasks/{id}/cancel',
    allow: 'WRITE application',
  }).input(request({ params: { ...app, id: z.string() } })),
  pipelines: read('/applications/{application}/pipelines', 'Executions, the newest of each pipeline.')
    .input(
      request({
        params: app,
        query: {
          limit: count(10),
          statuses,
          expand: flag(true),
          pipelineNameFilter: z.string().optional(),
          pipelineLimit: count(0),
        },
      }),
    )
    .output(z.array(PipelineExecution)),
  cancelPipeline: route({
    method: 'PUT',
    path: '/applications/{application}/pipelines/{id}/cancel',
    allow: 'EXECUTE application',
    summary: 'Cancel an execution; the application in the path is ignored.',
  }).input(request({ params: { ...app, id: z.string() }, query: { reason: z.string().optional() } })),
  pipelineConfigs: read('/applications/{application}/pipelineConfigs', 'Saved pipelines in their order.')
    .input(
      request({ params: app, query: { pipelineNameFilter: z.string().optional(), pipelineLimit: count(0) } }),
    )
    .output(z.array(PipelineConfig)),
  pipelineConfig: read(
    '/applications/{application}/pipelineConfigs/{nameOrId}',
    'A saved pipeline, by name or id.',
  )
    .input(request({ params: { ...app, nameOrId: z.string() } }))
    .output(PipelineConfig),
  strategyConfigs: read('/applications/{application}/strategyConfigs', 'Saved strategies.')
    .input(request({ params: app }))
    .output(z.array(PipelineConfig)),
  strategyConfig: read('/applications/{application}/strategyConfigs/{name}', 'A saved strategy.')
    .input(request({ params: { ...app, name: z.string() } }))
    .output(PipelineConfig),
  searchExecutions: read('/applications/{application}/executions/search', 'Executions by what started them.')
    .input(
      request({
        params: app,
        query: {
          triggerTypes: csv,
          pipelineName: z.string().optional(),
          eventId: z.string().optional(),
          trigger: z.string().optional(),
          triggerTimeStartBoundary: z.coerce.number().default(0),
          triggerTimeEndBoundary: z.coerce.number().optional(),
          statuses,
          startIndex: z.coerce.number().default(0),
          size: z.coerce.number().default(10),
          reverse: flag(false),
          expand: flag(false),
        },
      }),
    )
    .output(z.array(PipelineExecution)),
};
