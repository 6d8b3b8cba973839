import { z } from 'zod';
import { Project } from '../front50/index.ts';
import { PipelineExecution, statuses } from '../orca/index.ts';
import { count, request, route } from '../route/index.ts';

const project = { project: z.string() };

/** Source: gate-web `ProjectController`. */
export const projects = {
  list: route({ method: 'GET', path: '/projects', allow: 'user', summary: 'All projects.' }).output(
    z.array(Project),
  ),
  get: route({
    method: 'GET',
    path: '/projects/{project}',
    allow: 'user',
    summary: 'A project, by name or id.',
  })
    .input(request({ params: project }))
    .output(Project),
  pipelines: route({
    method: 'GET',
    path: '/projects/{project}/pipelines',
    allow: 'user',
    summary: "Executions of a project's pipelines.",
  })
    .input(request({ params: project, query: { limit: count(5), statuses } }))
    .output(z.array(PipelineExecution)),
  clusters: route({
    method: 'GET',
    path: '/projects/{project}/clusters',
    allow: 'user',
    summary: 'What of a project runs where.',
  })
    .input(request({ params: project }))
    .output(z.array(z.looseObject({}))),
};
