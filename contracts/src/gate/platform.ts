import { z } from 'zod';
import { request, route } from '../route/index.ts';
import { streamOf } from '../stream/index.ts';

const get = (path: `/${string}`, summary?: string) =>
  route({ method: 'GET', path, allow: 'anyone', summary });

/** Source: gate-web `AuthController`; who is signed in. */
export const auth = {
  user: get('/auth/user', 'Who is signed in.').output(z.looseObject({ username: z.string() })),
  rawUser: get('/auth/rawUser').output(z.looseObject({ username: z.string() })),
  serviceAccounts: get('/auth/user/serviceAccounts')
    .input(request({ query: { application: z.string().optional() } }))
    .output(z.array(z.string())),
  loggedOut: get('/auth/loggedOut').output(z.unknown()),
};

/** What clients ask about the platform itself. */
export const platform = {
  version: get('/version', 'The version of the platform.').output(z.looseObject({ version: z.string() })),
  openapi: get('/openapi.json', 'This document.').output(z.looseObject({})),
  springOpenapi: route({ method: 'GET', path: '/v3/api-docs', allow: 'anyone', hidden: true }).output(
    z.looseObject({}),
  ),
};

/** What changes, as it changes: server-sent events that a client resumes with `Last-Event-ID`. */
export const streams = {
  changes: route({
    method: 'GET',
    path: '/streams/changes',
    allow: 'READ application',
    summary: 'Executions, tasks, infrastructure and saved things as they change.',
  })
    .input(
      request({
        query: {
          application: z.string().optional(),
          executionId: z.string().optional().describe('Only what happens in this execution.'),
        },
      }),
    )
    .output(streamOf()),
};
