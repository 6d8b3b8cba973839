import { orca as contract } from '@gennaker/contracts/orca';
import type { clouddriver } from '@gennaker/contracts/clouddriver';
import type { front50 } from '@gennaker/contracts/front50';
import { evaluate } from '@gennaker/expressions';
import {
  createFeed,
  createService,
  implement,
  migrate,
  newId,
  type ClientOf,
  type Clock,
  type Database,
  type Egress,
  type Job,
  type Logger,
  type Policy,
  type Service,
} from '@gennaker/kernel';
import type { StageDefinition } from '@gennaker/sdk';
import { OrcaConfig } from './config.ts';
import { createEngine, type Engine } from './engine/index.ts';
import { changeRoutes } from './routes/changes.ts';
import { pipelineRoutes } from './routes/pipelines.ts';
import { taskRoutes } from './routes/tasks.ts';
import { stages } from './stages/index.ts';
import type { StartDeps } from './start/start-pipeline.ts';
import { migrations, SCHEMA, sqlExecutionStore } from './store/index.ts';
import { followClouddriver } from './wakes/follow-clouddriver.ts';

export { OrcaConfig };
export type { Engine };

export interface OrcaDeps {
  database: Database;
  clock: Clock;
  log: Logger;
  policy?: Policy;
  /** Stage types of the clouds and of plug-ins, besides Orca's own. */
  stages: readonly StageDefinition[];
  front50: ClientOf<typeof front50>;
  clouddriver: ClientOf<typeof clouddriver>;
  /** Orca itself, as its stages call it. */
  orca: ClientOf<typeof contract>;
  egress: Egress;
}

export interface Orca {
  service: Service;
  engine: Engine;
  jobs: Job[];
  /** Begins to work. */
  run(): Promise<void>;
  /** Lets running tasks end, hands over what is left. */
  stop(): Promise<void>;
}

/** Orca: runs pipelines and ad-hoc operations. */
export async function createOrca(config: OrcaConfig, deps: OrcaDeps): Promise<Orca> {
  const { database, clock, log, policy, front50, clouddriver, orca, egress } = deps;
  await migrate(database, { schema: SCHEMA, migrations, log });
  const feed = await createFeed({ database, schema: SCHEMA, clock, log });
  const executions = sqlExecutionStore(database);
  const engine = createEngine({
    database,
    feed,
    definitions: [...stages, ...deps.stages],
    evaluate,
    tools: ({ signal, idempotencyKey, execution, stage, taskName }) => ({
      clock,
      log: log.with({ executionId: execution.id, stageId: stage.id, task: taskName }),
      signal,
      idempotencyKey,
      clouddriver,
      front50,
      orca,
      egress,
    }),
    log,
    clock,
    maxRuns: config.tasks.atATime,
  });
  const start: StartDeps = {
    executions,
    begin: (execution) => engine.start(execution),
    record: (execution) => engine.record(execution),
    front50,
    evaluate: (template, context) => evaluate(template, context, { allowUnknownKeys: false }).value,
    clock,
    newId,
  };
  const router = implement(contract, {
    pipelines: pipelineRoutes({ executions, engine, start, evaluate, clock }),
    tasks: taskRoutes({ executions, engine, start, feed }),
    changes: changeRoutes(feed),
  });
  let unfollow: (() => Promise<void>) | undefined;
  return {
    service: createService({ name: 'orca', contract, router, log, policy }),
    engine,
    jobs: [
      {
        name: 'orca-prune-changes',
        cron: '*/10 * * * *',
        run: async () => void (await feed.prune(config.changes.keepMs)),
      },
    ],
    async run() {
      await engine.run();
      unfollow = followClouddriver({ clouddriver, wake: (keys) => engine.wake(keys), log });
    },
    async stop() {
      await unfollow?.();
      await engine.stop(config.tasks.stopGraceMs);
      await feed.close();
    },
  };
}
