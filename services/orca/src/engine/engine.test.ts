import { isComplete, type PipelineExecution } from '@gennaker/contracts/orca';
import { AppError, caller } from '@gennaker/kernel';
import { defineStage, running, succeeded, type Tools } from '@gennaker/sdk';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { sqlExecutionStore, type ExecutionStore } from '../store/index.ts';
import type { Engine } from './engine.ts';
import { newExecution, testEngines } from './testing/engines.ts';

type Engines = Awaited<ReturnType<typeof testEngines>>;
let engines: Engines;
let engine: Engine;
let executions: ExecutionStore;
const calls: { key: string; user: string; stage: string; attempt: number }[] = [];
const gates = new Map<string, () => void>();

const stage = (
  type: string,
  effect: (
    name: string,
    tools: Tools,
  ) => ReturnType<typeof succeeded> | Promise<ReturnType<typeof succeeded>>,
) =>
  defineStage({
    type,
    label: type,
    description: `The ${type} stage of this test.`,
    context: z.looseObject({}),
    tasks: { go: { effect: (view, tools) => effect(view.name, tools) } },
  });

const counted = stage('counted', (name, { idempotencyKey }) => {
  const attempt = calls.filter(({ key }) => key === idempotencyKey).length + 1;
  calls.push({ key: idempotencyKey, user: caller().user, stage: name, attempt });
  return succeeded({ outputs: { attempt } });
});
const gated = stage('gated', async (name, { signal }) => {
  await new Promise<void>((resolve) => {
    gates.set(name, resolve);
    signal.addEventListener('abort', () => resolve());
  });
  return signal.aborted ? running({}) : succeeded({ outputs: { opened: true } });
});
const flaky = stage('flaky', (name) => {
  const tries = calls.filter((call) => call.stage === name).length;
  calls.push({ key: '', user: '', stage: name, attempt: tries });
  if (tries === 0) throw new AppError('unavailable', 'not yet');
  return succeeded();
});
const unstorable = stage('unstorable', () => succeeded({ outputs: { text: 'a\0b\ud800' } }));
const waits = stage('waits', (name) => {
  calls.push({ key: '', user: '', stage: name, attempt: 0 });
  return gates.has(name) ? succeeded() : running({ wakeOn: [`gate:${name}`] });
});
const waitsForChild = stage('waitsForChild', async (childId) => {
  const { status } = await executions.get(childId);
  return isComplete(status) ? succeeded() : running({ wakeOn: [`execution:${childId}`] });
});
const cleansUp = defineStage({
  type: 'cleansUp',
  label: 'cleansUp',
  description: 'Fails, and cleans up after itself.',
  context: z.looseObject({}),
  tasks: { go: { effect: () => ({ status: 'TERMINAL' }) } },
  onHalt: ({ name }) => {
    const tries = calls.filter((call) => call.stage === name).length;
    calls.push({ key: '', user: '', stage: name, attempt: tries });
    if (name === 'never clean') throw new AppError('conflict', 'it is stuck');
    if (tries === 0) throw new AppError('unavailable', 'not yet');
    return succeeded({ context: { isClean: true } });
  },
});
const stages = [cleansUp, waitsForChild, counted, gated, flaky, unstorable, waits];

beforeAll(async () => {
  engines = await testEngines();
  executions = sqlExecutionStore(engines.database);
  engine = await engines.engine(stages);
});
afterAll(() => engines.close());

const ended = (id: string): Promise<PipelineExecution> =>
  vi.waitFor(
    async () => {
      const execution = await executions.get(id);
      if (!isComplete(execution.status)) throw new Error(`still ${execution.status}`);
      return execution;
    },
    { timeout: 15_000, interval: 10 },
  );
const started = (stageName: string): Promise<void> =>
  vi.waitFor(() => void expect(gates.has(stageName)).toBe(true), { timeout: 5_000, interval: 5 });

test('stages that only compute run to their end in the turn that starts them', async () => {
  const answer = await engine.start(
    newExecution([
      { refId: '1' },
      { refId: '2', needs: ['1'] },
      { refId: '3', type: 'parent', needs: ['2'], context: { before: [{ type: 'ok' }] } },
    ]),
  );
  expect(answer.status).toBe('SUCCEEDED');
  expect(await executions.get(answer.id)).toEqual(answer);
});

test('a task with side effects runs as the execution’s user and its outputs are stored', async () => {
  const { id } = await engine.start(
    newExecution([{ refId: '1', type: 'counted', name: 'as-ann' }], {
      authentication: { user: 'ann', allowedAccounts: ['prod'] },
    }),
  );
  const execution = await ended(id);
  expect(execution.stages[0]?.outputs).toEqual({ attempt: 1 });
  expect(calls.find(({ stage: name }) => name === 'as-ann')?.user).toBe('ann');
});

test('a hundred executions at a time all end, each task run once', async () => {
  const before = calls.length;
  const all = await Promise.all(
    Array.from({ length: 100 }, () =>
      engine.start(
        newExecution([
          { refId: '1', type: 'counted' },
          { refId: '2', needs: ['1'], type: 'counted' },
        ]),
      ),
    ),
  );
  for (const { id } of all) expect((await ended(id)).status).toBe('SUCCEEDED');
  const keys = calls.slice(before).map(({ key }) => key);
  expect(new Set(keys).size).toBe(keys.length);
  expect(keys).toHaveLength(200);
});

test('a retryable error is tried again', async () => {
  const { id } = await engine.start(newExecution([{ refId: '1', type: 'flaky', name: 'flaky-1' }]));
  expect((await ended(id)).status).toBe('SUCCEEDED');
});

test('timers go off', async () => {
  const { id } = await engine.start(newExecution([{ refId: '1', type: 'wait', context: { waitTime: 0.2 } }]));
  const {
    stages: [wait],
  } = await ended(id);
  expect(wait!.endTime! - wait!.startTime!).toBeGreaterThanOrEqual(200);
  expect(wait!.endTime! - wait!.startTime!).toBeLessThan(700);
});

test('an execution can be steered: pause, resume, patch, cancel, restart', async () => {
  const {
    id,
    stages: [judgment],
  } = await engine.start(newExecution([{ refId: '1', type: 'judgment' }]));
  await expect(engine.resume(id, { by: 'ann' })).rejects.toMatchObject({ code: 'conflict' });
  expect((await engine.pause(id, { by: 'ann' })).status).toBe('PAUSED');
  expect((await engine.resume(id, { by: 'ann' })).status).toBe('RUNNING');
  expect((await engine.cancel(id, { by: 'ann', reason: 'no' })).status).toBe('CANCELED');
  expect((await engine.restartStage(id, judgment!.id, { by: 'ann' })).status).toBe('RUNNING');
  expect(
    (
      await engine.patchStage(id, judgment!.id, {
        context: { judgmentStatus: 'continue' },
        by: 'ann',
        accounts: [],
      })
    ).status,
  ).toBe('SUCCEEDED');
  await expect(
    engine.patchStage(id, 'nosuch', { context: {}, by: 'ann', accounts: [] }),
  ).rejects.toMatchObject({
    code: 'notFound',
  });
  await expect(engine.cancel('nosuch', { by: 'ann' })).rejects.toMatchObject({ code: 'notFound' });
});

test('cancelling reaches a task at work', async () => {
  const { id } = await engine.start(newExecution([{ refId: '1', type: 'gated', name: 'gate-cancel' }]));
  await started('gate-cancel');
  await engine.cancel(id, { by: 'ann' });
  expect((await ended(id)).status).toBe('CANCELED');
});

test('an id that is taken, or a correlation id under way, leads to that execution', async () => {
  const trigger = { ...newExecution([]).trigger, correlationId: 'once' };
  const first = await engine.start(newExecution([{ refId: '1', type: 'judgment' }], { trigger }));
  expect(await engine.start(newExecution([{ refId: '1' }], { id: first.id }))).toEqual(first);
  const [second, third] = await Promise.all([
    engine.start(newExecution([{ refId: '1' }], { trigger })),
    engine.start(newExecution([{ refId: '1' }], { trigger })),
  ]);
  expect([second.id, third.id]).toEqual([first.id, first.id]);
  await engine.cancel(first.id, { by: 'ann' });
  const fourth = await engine.start(newExecution([{ refId: '1' }], { trigger }));
  expect(fourth.id).not.toBe(first.id);
});

test('a wake runs a waiting task at once', async () => {
  const { id } = await engine.start(newExecution([{ refId: '1', type: 'waits', name: 'w1' }]));
  await vi.waitFor(() => void expect(calls.some(({ stage: name }) => name === 'w1')).toBe(true));
  gates.set('w1', () => undefined);
  await engine.wake('gate:w1');
  expect((await ended(id)).status).toBe('SUCCEEDED');
});

test('a wake between a task’s look and the storing of its wait is not lost', async () => {
  const races = Array.from({ length: 30 }, (_, index) => `race-${index}`);
  const ids = await Promise.all(
    races.map(async (name) => (await engine.start(newExecution([{ refId: '1', type: 'waits', name }]))).id),
  );
  await Promise.all(
    races.map(async (name) => {
      await vi.waitFor(() => void expect(calls.some((call) => call.stage === name)).toBe(true), {
        interval: 1,
      });
      gates.set(name, () => undefined);
      await engine.wake(`gate:${name}`);
    }),
  );
  for (const id of ids) expect((await ended(id)).status).toBe('SUCCEEDED');
});

test('the end of an execution wakes those that wait for it', async () => {
  const child = newExecution([{ refId: '1', type: 'judgment' }]);
  const other = await engines.engine(stages);
  await other.start(child);
  const parent = await other.start(newExecution([{ refId: '1', type: 'waitsForChild', name: child.id }]));
  await other.drain();
  await engine.patchStage(child.id, child.stages[0]!.id, {
    context: { judgmentStatus: 'continue' },
    by: 'ann',
    accounts: [],
  });
  expect((await ended(parent.id)).status).toBe('SUCCEEDED');
  engines.forget(other);
  await other.stop();
});

test('what PostgreSQL cannot store as text is stored without it', async () => {
  const { id } = await engine.start(newExecution([{ refId: '1', type: 'unstorable' }]));
  expect((await ended(id)).stages[0]?.outputs).toEqual({ text: 'ab\ufffd' });
});

test('an execution that cannot be stored is refused, and those beside it go on', async () => {
  const twins = newExecution([{ refId: '1' }, { refId: '2' }]);
  twins.stages[1]!.id = twins.stages[0]!.id;
  const [refused, beside] = await Promise.allSettled([
    engine.start(twins),
    engine.start(newExecution([{ refId: '1' }])),
  ]);
  expect(refused.status).toBe('rejected');
  expect(beside).toMatchObject({ status: 'fulfilled', value: { status: 'SUCCEEDED' } });
});

test('a task whose result cannot be stored is set aside alone', async () => {
  const limit =
    "alter table orca.stages add constraint small check (execution_id <> $id or body::text not like '%opened%')";
  const bad = newExecution([{ refId: '1', type: 'gated', name: 'gate-bad' }]);
  await engine.start(bad);
  await started('gate-bad');
  await engines.database.pool.query(limit.replace('$id', `'${bad.id}'`));
  gates.get('gate-bad')?.();
  await vi.waitFor(async () =>
    expect((await engine.setAside()).some(({ executionId }) => executionId === bad.id)).toBe(true),
  );
  expect((await engine.start(newExecution([{ refId: '1' }]))).status).toBe('SUCCEEDED');
  await engines.database.pool.query('alter table orca.stages drop constraint small');
  expect(await engine.retrySetAside(bad.id)).toBe(1);
  expect((await ended(bad.id)).status).toBe('SUCCEEDED');
});

test('an execution that breaks the engine is set aside, and those beside it go on', async () => {
  const bad = newExecution([{ refId: '1', type: 'fails' }], { name: 'bad' });
  await engine.start(bad);
  await engines.database.pool.query(
    "update orca.stages set body = jsonb_set(body::jsonb, '{tasks}', 'null')::json where execution_id = $1",
    [bad.id],
  );
  await engines.database.pool.query('update orca.executions set version = version + 1 where id = $1', [
    bad.id,
  ]);
  const [restarted, beside] = await Promise.allSettled([
    engine.patchStage(bad.id, bad.stages[0]!.id, { context: { a: 1 }, by: 'ann', accounts: [] }),
    engine.start(newExecution([{ refId: '1' }])),
  ]);
  expect(restarted.status).toBe('rejected');
  expect(beside).toMatchObject({ status: 'fulfilled', value: { status: 'SUCCEEDED' } });
  expect((await engine.setAside()).map(({ executionId, message }) => [executionId, message.kind])).toEqual([
    [bad.id, 'patchStage'],
  ]);
  expect((await executions.get(bad.id)).systemNotifications).toMatchObject([{ group: 'engine' }]);
  await engines.database.pool.query(
    "update orca.stages set body = jsonb_set(body::jsonb, '{tasks}', '[]')::json where execution_id = $1",
    [bad.id],
  );
  expect(await engine.retrySetAside(bad.id)).toBe(1);
  await vi.waitFor(async () => expect((await executions.get(bad.id)).stages[0]?.context['a']).toBe(1));
});

test('the feed tells what happened, in order', async () => {
  const stop = new AbortController();
  const seen: unknown[] = [];
  const following = (async () => {
    for await (const entry of engines.feed.follow({ signal: stop.signal }))
      if (entry !== 'reset') seen.push(entry.change);
  })();
  const { id } = await engine.start(newExecution([{ refId: '1' }]));
  await vi.waitFor(
    () =>
      void expect(seen).toContainEqual(
        expect.objectContaining({
          kind: 'execution',
          id,
          application: 'shop',
          value: expect.objectContaining({
            status: 'SUCCEEDED',
            stages: [expect.objectContaining({ refId: '1', status: 'SUCCEEDED' })],
          }),
        }),
      ),
  );
  stop.abort();
  await following;
});

test('a clean-up that meets a passing fault is tried again; one that fails says so at its stage', async () => {
  const { id } = await engine.start(
    newExecution([
      { refId: '1', type: 'cleansUp', name: 'clean' },
      { refId: '2', type: 'cleansUp', name: 'never clean' },
    ]),
  );
  await vi.waitFor(async () => {
    const found = await executions.get(id);
    const contextOf = (name: string) => found.stages.find((one) => one.name === name)?.context;
    expect(contextOf('clean')).toMatchObject({ isClean: true });
    expect(contextOf('never clean')).toMatchObject({
      exception: { details: { errors: ['it is stuck'] } },
    });
  });
});
