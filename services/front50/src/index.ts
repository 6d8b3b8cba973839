import { front50 } from '@gennaker/contracts/front50';
import {
  createFeed,
  createService,
  implement,
  migrate,
  type Clock,
  type Database,
  type Feed,
  type Logger,
  type Policy,
  type Service,
} from '@gennaker/kernel';
import { applicationRoutes } from './routes/applications.ts';
import { changeRoutes } from './routes/changes.ts';
import { configRoutes } from './routes/pipelines.ts';
import { projectRoutes } from './routes/projects.ts';
import { isTriggeredBy } from './routes/triggered-by.ts';
import { migrations } from './store/migrations.ts';
import { sqlObjectStore } from './store/sql-object-store.ts';

export interface Front50Deps {
  database: Database;
  clock: Clock;
  log: Logger;
  policy?: Policy;
}

export interface Front50 {
  service: Service;
  feed: Feed;
  stop(): Promise<void>;
}

/** Front50: what people save, with its history. */
export async function createFront50({ database, clock, log, policy }: Front50Deps): Promise<Front50> {
  await migrate(database, { schema: 'front50', migrations, log });
  const feed = await createFeed({ database, schema: 'front50', clock, log });
  const store = sqlObjectStore({ database, clock, feed });
  const pipelines = configRoutes('pipeline', store, clock);

  const router = implement(front50, {
    applications: applicationRoutes(store, clock),
    pipelines: {
      ...pipelines,
      triggeredBy: async ({ input: { params } }) =>
        (await store.list('pipeline'))
          .map(({ body }) => body)
          .filter((config) => isTriggeredBy(config, params.id, params.status)),
    },
    strategies: configRoutes('strategy', store, clock),
    projects: projectRoutes(store, clock),
    changes: changeRoutes(feed),
  });
  const service = createService({ name: 'front50', contract: front50, router, log, policy });
  return { service, feed, stop: () => feed.close() };
}
