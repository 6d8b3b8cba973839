import type { PipelineExecution } from '@gennaker/contracts/orca';
import { expect, test } from 'vitest';
import { fullRow, hotRow } from './rows.ts';
import type { RunStore } from './run-store.ts';
import type { MessageRow, TurnStore, TurnWrites } from './turn-store.ts';

export interface TurnStoreSetup {
  store: () => TurnStore;
  runs: () => RunStore;
  make: (more?: Partial<PipelineExecution>) => PipelineExecution;
}

const LIMIT = 100;
const NOTHING: TurnWrites = {
  created: [],
  changed: [],
  stages: [],
  removedStages: [],
  messages: [],
  clearedSlots: [],
  ended: [],
  runs: [],
  droppedRuns: [],
  abortedRuns: [],
  wakeKeys: [],
};

/** What every store of the engine's work must do. */
export function turnStoreSuite({ store, runs, make }: TurnStoreSetup): void {
  const write = (writes: Partial<TurnWrites>, now = 0) =>
    store().turn((turn) => turn.write({ ...NOTHING, ...writes }, now));
  const created = async (more: Partial<PipelineExecution> = {}): Promise<PipelineExecution> => {
    const execution = make({ status: 'RUNNING', ...more });
    await write({
      created: [fullRow(execution, {})],
      stages: execution.stages.map((body, position) => ({
        execution_id: execution.id,
        id: body.id,
        position,
        body,
        notes: {},
      })),
    });
    return execution;
  };
  const message = (id: string, more: Partial<MessageRow> = {}): MessageRow => ({
    execution_id: id,
    slot: null,
    due: 0,
    wake_on: null,
    body: { kind: 'completeExecution' },
    to_other: false,
    ...more,
  });
  const lock = (wanted: string[], now = 0) =>
    store().turn((turn) => turn.lock({ now, wanted, limit: LIMIT, results: [] }));
  const dueOf = async (id: string, now = 0): Promise<boolean | undefined> =>
    (await lock([id], now)).locked.find((one) => one.id === id)?.due;

  test('what a turn throws leaves nothing behind', async () => {
    const execution = make();
    await expect(
      store().turn(async (turn) => {
        await turn.write({ ...NOTHING, created: [fullRow(execution, {})] }, 0);
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    expect(await store().load(execution.id)).toBeUndefined();
  });

  test('each turn makes the version of an execution grow', async () => {
    const execution = await created();
    await write({ changed: [hotRow({ ...execution, status: 'PAUSED' }, { ending: 'CANCELED' }, false)] });
    expect(await store().load(execution.id)).toMatchObject({
      version: 2,
      notes: { ending: 'CANCELED' },
      execution: { status: 'PAUSED', trigger: execution.trigger },
    });
  });

  test('an execution that another turn holds is left out', async () => {
    const { id } = await created();
    await store().turn(async (turn) => {
      expect((await turn.lock({ now: 0, wanted: [id], limit: LIMIT, results: [] })).locked).toHaveLength(1);
      expect((await lock([id])).locked.filter((one) => one.id === id)).toEqual([]);
    });
  });

  test('due messages are taken once, the oldest first; those to come stay', async () => {
    const { id } = await created();
    await write({
      messages: [
        message(id, { due: 5, body: { kind: 'startExecution' } }),
        message(id, { due: 3 }),
        message(id, { due: 11 }),
      ],
    });
    const take = () =>
      store().turn(async (turn) => {
        await turn.lock({ now: 10, wanted: [id], limit: LIMIT, results: [] });
        return turn.takeMessages([id], 10);
      });
    expect((await take()).map(({ message: { kind } }) => kind)).toEqual([
      'completeExecution',
      'startExecution',
    ]);
    expect(await take()).toEqual([]);
    expect(await store().nextDue()).toBe(11);
    await write({ ended: [id] });
    expect(await store().nextDue()).toBeUndefined();
  });

  test('a slot holds one message, the newest, and can be emptied', async () => {
    const { id } = await created();
    await write({ messages: [message(id, { slot: 'timer:1', due: 5 })] });
    await write({ messages: [message(id, { slot: 'timer:1', due: 9 })] });
    expect([await dueOf(id, 8), await dueOf(id, 9)]).toEqual([false, true]);
    await write({ clearedSlots: [{ execution_id: id, slot: 'timer:1' }] });
    expect(await dueOf(id, 9)).toBe(false);
  });

  test('a message to an execution that was deleted is dropped', async () => {
    await write({ messages: [message('deleted', { to_other: true })] });
    expect((await lock(['deleted'])).locked).toEqual([]);
  });

  test('a wake makes due what waits for that thing', async () => {
    const { id } = await created();
    await write({ messages: [message(id, { slot: 'run:1', due: null, wake_on: ['door:1', 'door:2'] })] });
    await store().wake(['door:3'], 4);
    expect(await dueOf(id, 9)).toBe(false);
    await write({ wakeKeys: ['door:2'] }, 4);
    expect(await dueOf(id, 4)).toBe(true);
    await write({ ended: [id] });
  });

  test('the result of a run counts only for its last attempt, and once', async () => {
    const { id } = await created();
    const row = {
      id: `run-of-${id}`,
      execution_id: id,
      stage_id: 's',
      task_id: '1',
      purpose: 'run' as const,
      worker: 'one',
    };
    await write({ runs: [row] });
    const fence = async (attempt: number) =>
      (
        await store().turn((turn) =>
          turn.lock({ now: 0, wanted: [id], limit: LIMIT, results: [{ id: row.id, attempt }] }),
        )
      ).counting.has(row.id);
    const takeOver = (worker: string, own: string[] = [], leaseMs = 1_000) =>
      runs().takeOver(worker, { limit: 10, leaseMs, own });
    expect(await takeOver('two')).toEqual([]);
    await runs().release('one');
    expect(await takeOver('two')).toMatchObject([{ id: row.id, attempt: 2 }]);
    expect(await runs().renew('one', [row.id], 1_000)).toEqual([]);
    await runs().renew('two', [row.id], 0);
    expect(await takeOver('two', [row.id])).toEqual([]);
    await write({ abortedRuns: [row.id] });
    expect(await runs().renew('two', [row.id], 1_000)).toEqual([{ id: row.id, attempt: 2, aborted: true }]);
    expect([await fence(1), await fence(2), await fence(2)]).toEqual([false, true, false]);
  });

  test('who runs and who waits of a pipeline, the oldest first', async () => {
    const config = { pipelineConfigId: 'occupied', keepWaitingPipelines: true, limitConcurrent: true };
    const running = await created(config);
    const waiting = [2, 1].map((buildTime) => make({ ...config, buildTime, status: 'NOT_STARTED' }));
    await write({ created: waiting.map((execution) => fullRow(execution, { waiting: true })) });
    const occupancy = await store().turn((turn) => turn.occupancy(['occupied']));
    expect(occupancy.running.get('occupied')).toEqual(new Set([running.id]));
    expect(occupancy.waiting.map(({ id }) => id)).toEqual([waiting[1]!.id, waiting[0]!.id]);
    expect(await store().waitingConfigs()).toEqual([]);
    await write({ changed: [hotRow({ ...running, status: 'SUCCEEDED' }, {}, false)] });
    expect(await store().waitingConfigs()).toEqual(['occupied']);
  });

  test('what was set aside is kept, shown at its execution, and can be tried again', async () => {
    const { id } = await created();
    await store().turn((turn) => turn.setAside(id, [{ kind: 'startExecution' }], 'it broke', 7));
    expect(await dueOf(id, 100)).toBe(false);
    expect((await store().setAside()).filter(({ executionId }) => executionId === id)).toEqual([
      { executionId: id, message: { kind: 'startExecution' }, error: 'it broke' },
    ]);
    expect((await store().load(id))?.execution.systemNotifications).toEqual([
      { createdAt: 7, group: 'engine', message: 'Set aside by the engine: it broke', closed: false },
    ]);
    expect(await store().retrySetAside(id, 9)).toBe(1);
    expect(await dueOf(id, 9)).toBe(true);
  });
}
