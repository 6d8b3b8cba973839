import { isComplete, type PipelineExecution } from '@gennaker/contracts/orca';
import { defineStage, succeeded } from '@gennaker/sdk';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { z } from 'zod';
import {
  sqlExecutionStore,
  sqlRunStore,
  sqlTurnStore,
  type ExecutionStore,
  type RunStore,
} from '../store/index.ts';
import type { Engine } from './engine.ts';
import { newExecution, testEngines } from './testing/engines.ts';

let engines: Awaited<ReturnType<typeof testEngines>>;
let executions: ExecutionStore;
beforeAll(async () => {
  engines = await testEngines();
  executions = sqlExecutionStore(engines.database);
});
afterAll(() => engines.close());

const ended = (id: string, timeout = 15_000): Promise<PipelineExecution> =>
  vi.waitFor(
    async () => {
      const execution = await executions.get(id);
      if (!isComplete(execution.status)) throw new Error(`still ${execution.status}`);
      return execution;
    },
    { timeout, interval: 10 },
  );
const keys: string[] = [];
const effects = (where: string, run: (key: string) => Promise<void> = async () => undefined) =>
  defineStage({
    type: 'work',
    label: 'Work',
    description: 'Has a side effect.',
    context: z.looseObject({}),
    tasks: {
      work: {
        effect: async (_stage, { idempotencyKey }) => {
          keys.push(idempotencyKey);
          await run(idempotencyKey);
          return succeeded({ outputs: { where } });
        },
      },
    },
  });
const retire = async (engine: Engine): Promise<void> => {
  engines.forget(engine);
  await engine.stop();
};

test('two engines share executions, and nothing runs twice', async () => {
  const [one, two] = [await engines.engine([effects('one')]), await engines.engine([effects('two')])];
  const stages = [
    { refId: '1', type: 'work' },
    { refId: '2', type: 'wait', needs: ['1'], context: { waitTime: 0.05 } },
    { refId: '3', type: 'work', needs: ['2'] },
  ];
  const started = await Promise.all(
    Array.from({ length: 60 }, (_, index) => (index % 2 ? one : two).start(newExecution(stages))),
  );
  for (const { id } of started) expect((await ended(id)).status).toBe('SUCCEEDED');
  expect(keys).toHaveLength(120);
  expect(new Set(keys).size).toBe(120);
  // Steering reaches an execution that another process has in its memory.
  const {
    id,
    stages: [judgment],
  } = await one.start(newExecution([{ refId: '1', type: 'judgment' }]));
  await two.pause(id, { by: 'ann' });
  await one.resume(id, { by: 'ann' });
  expect(
    (
      await two.patchStage(id, judgment!.id, {
        context: { judgmentStatus: 'continue' },
        by: 'ann',
        accounts: [],
      })
    ).status,
  ).toBe('SUCCEEDED');
  await retire(one);
  await retire(two);
});

/** A run store of a process that dies: it never renews, never gives back, takes nothing over. */
const dying = (runs: RunStore): RunStore => ({
  ...runs,
  renew: async () => [],
  release: async () => undefined,
  takeOver: async () => [],
});

test('a task of a worker that died is run by another, and what the dead one brings is worth nothing', async () => {
  let release = (): void => undefined;
  const hangs = new Promise<void>((resolve) => (release = resolve));
  const dead = await engines.engine([effects('dead', () => hangs)], {
    runStore: dying(sqlRunStore(engines.database)),
  });
  const { id } = await dead.start(newExecution([{ refId: '1', type: 'work' }]));
  await vi.waitFor(() => void expect(keys).toHaveLength(121));
  await engines.database.pool.query(
    "update orca.task_runs set lease = now() - interval '1 second' where execution_id = $1",
    [id],
  );
  const alive = await engines.engine([effects('alive')]);
  const execution = await ended(id);
  expect(execution.stages[0]?.outputs).toEqual({ where: 'alive' });
  expect(keys[121]).toBe(keys[120]);
  release();
  await dead.drain();
  expect((await executions.get(id)).stages[0]?.outputs).toEqual({ where: 'alive' });
  await retire(dead);
  await retire(alive);
});

test('an engine that stops hands its tasks over at once', async () => {
  const one = await engines.engine([effects('one', () => new Promise(() => undefined))]);
  const { id } = await one.start(newExecution([{ refId: '1', type: 'work' }]));
  const two = await engines.engine([effects('two')]);
  const began = performance.now();
  engines.forget(one);
  await one.stop(0);
  expect((await ended(id)).stages[0]?.outputs).toEqual({ where: 'two' });
  expect(performance.now() - began).toBeLessThan(3_000);
  await retire(two);
});

test('a task that is stopped with its process has not failed: another process runs it again', async () => {
  const stops = defineStage({
    type: 'work',
    label: 'Work',
    description: 'Gives up when it is told to stop.',
    context: z.looseObject({}),
    tasks: {
      work: {
        effect: (_stage, { signal }) =>
          new Promise((_, reject) =>
            signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true }),
          ),
      },
    },
  });
  const one = await engines.engine([stops]);
  const { id } = await one.start(newExecution([{ refId: '1', type: 'work' }]));
  const two = await engines.engine([effects('two')]);
  engines.forget(one);
  await one.stop(50);
  const execution = await ended(id);
  expect(execution.status).toBe('SUCCEEDED');
  expect(execution.stages[0]?.outputs).toEqual({ where: 'two' });
  await retire(two);
});

test('an engine ends although its database has gone', async () => {
  const [turns, runs] = [sqlTurnStore(engines.database, engines.feed), sqlRunStore(engines.database)];
  let isGone = false;
  const unlessGone =
    <Args extends unknown[], Result>(call: (...args: Args) => Promise<Result>) =>
    async (...args: Args): Promise<Result> => {
      if (isGone) throw new Error('Connection terminated unexpectedly');
      return call(...args);
    };
  const one = await engines.engine([], {
    turnStore: {
      ...turns,
      turn: unlessGone(turns.turn) as typeof turns.turn,
      nextDue: unlessGone(turns.nextDue),
    },
    runStore: { ...runs, release: unlessGone(runs.release) },
  });
  isGone = true;
  engines.forget(one);
  const cancelled = one.cancel('unknown', { by: 'ann' });
  await Promise.all([expect(cancelled).rejects.toThrow('was stopped'), one.stop(0)]);
});

test('timers of an engine that died go off elsewhere', async () => {
  const one = await engines.engine();
  const { id } = await one.start(newExecution([{ refId: '1', type: 'wait', context: { waitTime: 0.4 } }]));
  await retire(one);
  const two = await engines.engine();
  expect((await ended(id)).status).toBe('SUCCEEDED');
  await retire(two);
});

test.each([
  [
    'the newest goes on and the others are cancelled',
    false,
    ['CANCELED', 'CANCELED', 'RUNNING'],
    'spinnaker',
  ],
  ['they go on in the order of arrival', true, ['RUNNING', 'NOT_STARTED', 'NOT_STARTED'], undefined],
])(
  'of executions that wait for their pipeline, %s',
  async (_name, keepWaitingPipelines, after, canceledBy) => {
    const engine = await engines.engine();
    const limited = {
      pipelineConfigId: `config-${keepWaitingPipelines}`,
      limitConcurrent: true,
      keepWaitingPipelines,
    };
    const all: PipelineExecution[] = [];
    for (let index = 0; index < 4; index++)
      all.push(
        await engine.start(
          newExecution([{ refId: '1', type: 'judgment' }], { ...limited, buildTime: index }),
        ),
      );
    expect(all.map(({ status }) => status)).toEqual(['RUNNING', 'NOT_STARTED', 'NOT_STARTED', 'NOT_STARTED']);
    const [first, ...others] = all;
    await engine.cancel(first!.id, { by: 'ann' });
    await vi.waitFor(async () =>
      expect(
        (await Promise.all(others.map(({ id }) => executions.get(id)))).map(({ status }) => status),
      ).toEqual(after),
    );
    expect((await executions.get(others[0]!.id)).canceledBy).toBe(canceledBy);
    await retire(engine);
  },
);

test('starts at the same moment, in two processes, never exceed the limit', async () => {
  const [one, two] = [await engines.engine(), await engines.engine()];
  const limited = { pipelineConfigId: 'crowded', maxConcurrentExecutions: 2, keepWaitingPipelines: true };
  const all = await Promise.all(
    Array.from({ length: 10 }, (_, index) =>
      (index % 2 ? one : two).start(newExecution([{ refId: '1', type: 'judgment' }], limited)),
    ),
  );
  for (let ends = 0; ends < 10; ends++) {
    const states = await vi.waitFor(async () => {
      const now = await executions.find(all.map(({ id }) => id));
      expect(now.filter(({ status }) => status === 'RUNNING')).toHaveLength(Math.min(2, 10 - ends));
      return now;
    });
    const running = states.find(({ status }) => status === 'RUNNING')!;
    await (ends % 2 ? one : two).cancel(running.id, { by: 'ann' });
  }
  await retire(one);
  await retire(two);
});
