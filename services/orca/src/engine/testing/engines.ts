import { createFeed, migrate, newId, silentLogger, systemClock, type Feed } from '@gennaker/kernel';
import { testDatabase } from '@gennaker/kernel/testing';
import type { StageDefinition, Tools } from '@gennaker/sdk';
import { evaluateNames, execution, type StageSpec } from '../../core/testing/world.ts';
import { testStages } from '../../core/testing/stages.ts';
import { migrations, SCHEMA } from '../../store/index.ts';
import { createEngine, type Engine, type EngineDeps } from '../engine.ts';

/** A database with Orca's tables, and engines on it; all is gone at the end. */
export async function testEngines() {
  const database = await testDatabase();
  await migrate(database, { schema: SCHEMA, migrations });
  const feed: Feed = await createFeed({ database, schema: SCHEMA, clock: systemClock, log: silentLogger });
  const engines: Engine[] = [];
  return {
    database,
    feed,
    async engine(stages: readonly StageDefinition[] = [], more: Partial<EngineDeps> = {}): Promise<Engine> {
      const engine = createEngine({
        database,
        feed,
        definitions: [...testStages, ...stages],
        evaluate: evaluateNames,
        tools: ({ signal, idempotencyKey }) =>
          ({ signal, idempotencyKey, clock: systemClock, log: silentLogger }) as Tools,
        log: silentLogger,
        ...more,
      });
      engines.push(engine);
      await engine.run();
      return engine;
    },
    /** Stops an engine that the test stops itself. */
    forget: (engine: Engine) => void engines.splice(engines.indexOf(engine), 1),
    async close() {
      for (const engine of engines.splice(0)) await engine.stop(0);
      await feed.close();
      await database.drop();
    },
  };
}

/** An execution with an id, and stages with ids, of its own. */
export function newExecution(stages: StageSpec[], more: Parameters<typeof execution>[1] = {}) {
  const made = execution(stages, { id: newId(), buildTime: systemClock.now(), ...more });
  return { ...made, stages: made.stages.map((stage) => ({ ...stage, id: `${made.id}-${stage.refId}` })) };
}
