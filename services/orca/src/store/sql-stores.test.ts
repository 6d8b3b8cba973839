import { createFeed, migrate, newId, silentLogger as log, systemClock, type Feed } from '@gennaker/kernel';
import { testDatabase } from '@gennaker/kernel/testing';
import type { PipelineExecution } from '@gennaker/contracts/orca';
import { afterAll, beforeAll, describe } from 'vitest';
import { execution } from '../core/testing/world.ts';
import { executionStoreSuite } from './execution-store.suite.ts';
import { fullRow, migrations, SCHEMA, sqlExecutionStore, sqlRunStore, sqlTurnStore } from './index.ts';
import { turnStoreSuite } from './turn-store.suite.ts';

let database: Awaited<ReturnType<typeof testDatabase>>;
let feed: Feed;
beforeAll(async () => {
  database = await testDatabase();
  await migrate(database, { schema: SCHEMA, migrations });
  feed = await createFeed({ database, schema: SCHEMA, clock: systemClock, log });
});
afterAll(async () => {
  await feed.close();
  await database.drop();
});

const make = (more: Partial<PipelineExecution> = {}): PipelineExecution =>
  execution([{ refId: '1' }, { refId: '2', needs: ['1'] }], { id: newId(), buildTime: 1, ...more });

async function save(...executions: PipelineExecution[]): Promise<void> {
  const created = executions.map((one) => fullRow(one, {}));
  const stages = executions.flatMap(({ id, stages: own }) =>
    own.map((body, position) => ({ execution_id: id, id: body.id, position, body, notes: {} })),
  );
  const nothing = {
    changed: [],
    removedStages: [],
    messages: [],
    clearedSlots: [],
    ended: [],
    runs: [],
    droppedRuns: [],
    abortedRuns: [],
    wakeKeys: [],
  };
  await sqlTurnStore(database, feed).turn((turn) => turn.write({ ...nothing, created, stages }, 0));
}

describe('the SQL execution store', () => {
  executionStoreSuite({ store: () => sqlExecutionStore(database), save, make });
});
describe('the SQL turn store', () => {
  turnStoreSuite({ store: () => sqlTurnStore(database, feed), runs: () => sqlRunStore(database), make });
});
