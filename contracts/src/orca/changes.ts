import { z } from 'zod';
import { request, route } from '../route/index.ts';
import { streamOf } from '../stream/index.ts';

/** Executions as they change: of an application, or of one execution. */
export const changes = {
  stream: route({ method: 'GET', path: '/executions/changes', allow: 'READ application', hidden: true })
    .input(request({ query: { application: z.string().optional(), executionId: z.string().optional() } }))
    .output(streamOf()),
};
