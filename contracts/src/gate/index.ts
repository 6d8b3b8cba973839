import { applications } from './applications.ts';
import { credentials, infrastructure } from './infrastructure.ts';
import { executions, pipelines, strategies } from './pipelines.ts';
import { auth, platform, streams } from './platform.ts';
import { projects } from './projects.ts';
import { tasks } from './tasks.ts';

/** Gate's contract: the public API that every tool speaks. */
export const gate = {
  applications,
  pipelines,
  strategies,
  executions,
  tasks,
  projects,
  infrastructure,
  credentials,
  auth,
  platform,
  streams,
};
