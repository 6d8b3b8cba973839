import { z } from 'zod';
import { request, route } from '../route/index.ts';
import { streamOf } from '../stream/index.ts';
import { applications } from './applications.ts';
import { pipelines, strategies } from './pipelines.ts';
import { projects } from './projects.ts';

export { Application } from './applications.ts';
export { PipelineConfig } from './pipelines.ts';
export { Project } from './projects.ts';

const changes = {
  /** Applications, pipelines, strategies and projects as they change. */
  stream: route({ method: 'GET', path: '/changes', allow: 'READ application', hidden: true })
    .input(request({ query: { application: z.string().optional() } }))
    .output(streamOf()),
};

/** Front50's contract: what people save. */
export const front50 = { applications, pipelines, strategies, projects, changes };
