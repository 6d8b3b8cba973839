import { z } from 'zod';
import { count, request, route } from '../route/index.ts';

const text = z.string().optional();
const names = z.array(z.string()).nullish();

/** Source: front50 `Project`. */
export const Project = z.looseObject({
  id: text,
  name: z.string().trim().min(1, 'give the project a name'),
  email: text,
  config: z
    .looseObject({
      pipelineConfigs: z
        .array(z.looseObject({ application: z.string(), pipelineConfigId: z.string() }))
        .nullish(),
      applications: names,
      clusters: z
        .array(
          z.looseObject({
            account: z.string(),
            stack: z.string().nullish(),
            detail: z.string().nullish(),
            applications: names,
          }),
        )
        .nullish(),
    })
    .optional(),
});
export type Project = z.infer<typeof Project>;

const id = { id: z.string() };

/** Source: front50-web `ProjectsController`. */
export const projects = {
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
