import { gate } from '@gennaker/contracts/gate';
import {
  createService,
  implement,
  type Clock,
  type Logger,
  type Policy,
  type Service,
} from '@gennaker/kernel';
import type { Clients } from './clients.ts';
import { applicationRoutes } from './routes/applications.ts';
import { executionRoutes } from './routes/executions.ts';
import { credentialRoutes, infrastructureRoutes } from './routes/infrastructure.ts';
import { pipelineRoutes } from './routes/pipelines.ts';
import { authRoutes, platformRoutes } from './routes/platform.ts';
import { projectRoutes } from './routes/projects.ts';
import { configRoutes } from './routes/configs.ts';
import { streamRoutes } from './routes/streams.ts';
import { taskRoutes } from './routes/tasks.ts';

export { gateFront, responseHeaders } from './headers.ts';

export interface GateDeps extends Clients {
  clock: Clock;
  log: Logger;
  policy?: Policy;
  version: string;
}

/** Gate: the public API that every tool speaks. */
export function createGate({ clock, log, policy, version, ...clients }: GateDeps): Service {
  const { front50 } = clients;
  const router = implement(gate, {
    applications: applicationRoutes(clients, log),
    pipelines: pipelineRoutes(clients),
    strategies: {
      ...configRoutes('strategy', clients),
      all: () => front50.strategies.all({}),
      history: ({ input: { params, query } }) => front50.strategies.history({ params, query }),
    },
    executions: executionRoutes(clients),
    tasks: taskRoutes(clients),
    projects: projectRoutes(clients),
    infrastructure: infrastructureRoutes(clients),
    credentials: credentialRoutes(clients),
    auth: authRoutes(),
    platform: platformRoutes(version),
    streams: streamRoutes({ clients, clock, log }),
  });
  return createService({ name: 'gate', contract: gate, router, log, policy });
}
