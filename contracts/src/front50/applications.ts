import { z } from 'zod';
import { count, flag, request, route } from '../route/index.ts';

const text = z.string().optional();

/** Attributes of an application, flat, with any further key. Source: front50 `Application`. */
export const Application = z.looseObject({
  name: z.string().trim().min(1, 'give the application a name'),
  email: text,
  description: z.string().nullish(),
  /** `a,b`; a list is stored as such a text. */
  cloudProviders: z.union([z.string(), z.array(z.string())]).nullish(),
  createTs: text,
  updateTs: text,
  lastModifiedBy: text,
  trafficGuards: z.array(z.record(z.string(), z.unknown())).nullish(),
  permissions: z.record(z.string(), z.array(z.string())).nullish(),
});
export type Application = z.infer<typeof Application>;

const app = { application: z.string() };
const path = '/v2/applications/{application}' as const;

/** Source: front50-web `ApplicationsController`. */
export const applications = {
  list: route({ method: 'GET', path: '/v2/applications', allow: 'user' })
    .input(request({ query: { pageSize: count(0), restricted: flag(true), name: text, email: text } }))
    .output(z.array(Application)),
  get: route({ method: 'GET', path, allow: 'READ application' })
    .input(request({ params: app }))
    .output(Application),
  history: route({ method: 'GET', path: `${path}/history`, allow: 'READ application' })
    .input(request({ params: app, query: { limit: count(20) } }))
    .output(z.array(Application)),
  create: route({ method: 'POST', path: '/v2/applications', allow: 'CREATE application' })
    .input(request({ body: Application }))
    .output(Application),
  merge: route({ method: 'PATCH', path, allow: 'WRITE application' })
    .input(request({ params: app, body: Application.partial() }))
    .output(Application),
  replace: route({ method: 'PUT', path, allow: 'WRITE application' })
    .input(request({ params: app, body: Application }))
    .output(Application),
  delete: route({ method: 'DELETE', path, allow: 'WRITE application', status: 204 }).input(
    request({ params: app }),
  ),
};
