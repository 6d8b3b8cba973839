import type { PipelineExecution } from '@gennaker/contracts/orca';
import { expect, test } from 'vitest';
import type { ExecutionStore } from './execution-store.ts';

export interface ExecutionStoreSetup {
  store: () => ExecutionStore;
  /** Stores executions as the engine would. */
  save: (...executions: PipelineExecution[]) => Promise<void>;
  /** An execution with a fresh id. */
  make: (more?: Partial<PipelineExecution>) => PipelineExecution;
}

/** What every execution store must do. */
export function executionStoreSuite({ store, save, make }: ExecutionStoreSetup): void {
  const ids = (found: PipelineExecution[]): string[] => found.map(({ id }) => id);

  test('answers an execution as it was stored, unknown keys included', async () => {
    const execution = make({
      name: 'Ship',
      extra: { kept: true },
      paused: { paused: true },
      canceledBy: 'ann',
    });
    await save(execution);
    expect(await store().get(execution.id)).toEqual(execution);
  });

  test('says that an execution does not exist', async () => {
    await expect(store().get('nosuch')).rejects.toMatchObject({ code: 'notFound' });
    expect(await store().find(['nosuch'])).toEqual([]);
  });

  test('finds the newest of each config', async () => {
    const of = (pipelineConfigId: string, buildTime: number, status = 'SUCCEEDED' as const) =>
      make({ pipelineConfigId, buildTime, status });
    const [a1, a2, a3, b1] = [of('find-a', 1), of('find-a', 2), of('find-a', 3), of('find-b', 9)];
    await save(a1, a2, a3, b1);
    expect(ids(await store().ofConfigs(['find-a', 'find-b', 'find-c'], { limit: 2 }))).toEqual(
      ids([b1, a3, a2]),
    );
    expect(await store().ofConfigs(['find-a'], { limit: 2, statuses: ['TERMINAL'] })).toEqual([]);
    expect((await store().newestOf('find-a'))?.id).toBe(a3.id);
  });

  test('lists pipeline runs and ad-hoc operations of an application apart', async () => {
    const application = 'listed';
    const runs = [1, 2, 3].map((buildTime) =>
      make({
        application,
        buildTime,
        name: `Run ${buildTime}`,
        pipelineConfigId: buildTime < 3 ? 'list-a' : 'list-b',
      }),
    );
    const operation = make({ application, type: 'ORCHESTRATION', buildTime: 4 });
    await save(...runs, operation);
    expect(ids(await store().pipelinesOf(application, { limit: 2 }))).toEqual(ids([runs[2]!, runs[1]!]));
    expect(ids(await store().pipelinesOf(application, { limit: 5, nameFilter: 'run 2' }))).toEqual([
      runs[1]!.id,
    ]);
    expect(ids(await store().pipelinesOf(application, { limit: 1, configLimit: 5 }))).toEqual(
      ids([runs[2]!, runs[1]!]),
    );
    expect(ids(await store().tasksOf(application, { limit: 5 }))).toEqual([operation.id]);
  });

  test('searches by trigger, name and time', async () => {
    const application = 'searched';
    const trigger = (more: object) => ({ ...make().trigger, ...more });
    const git = make({
      application,
      buildTime: 10,
      trigger: trigger({ type: 'git', branch: 'main', eventId: 'e1' }),
    });
    const manual = make({ application, buildTime: 20, name: 'Other' });
    await save(git, manual);
    const search = (more: object) =>
      store()
        .search({ application, limit: 10, ...more })
        .then(ids);
    expect(await search({})).toEqual(ids([manual, git]));
    expect(await search({ reverse: true })).toEqual(ids([git, manual]));
    expect(await search({ triggerTypes: ['git'] })).toEqual([git.id]);
    expect(await search({ trigger: { branch: 'main' } })).toEqual([git.id]);
    expect(await search({ eventId: 'e1' })).toEqual([git.id]);
    expect(await search({ pipelineName: 'Other' })).toEqual([manual.id]);
    expect(await search({ from: 15, until: 25 })).toEqual([manual.id]);
    expect(await search({ application: undefined, eventId: 'e1' })).toEqual([git.id]);
  });

  test('finds by correlation id only what is under way', async () => {
    const trigger = { ...make().trigger, correlationId: 'correlated' };
    await save(make({ trigger, status: 'SUCCEEDED' }));
    expect(await store().correlated('PIPELINE', 'correlated')).toBeUndefined();
    const open = make({ trigger, status: 'RUNNING' });
    await save(open);
    expect((await store().correlated('PIPELINE', 'correlated'))?.id).toBe(open.id);
    expect(await store().correlated('ORCHESTRATION', 'correlated')).toBeUndefined();
  });

  test('counts what runs of each config', async () => {
    await save(
      make({ pipelineConfigId: 'counted', status: 'RUNNING' }),
      make({ pipelineConfigId: 'counted', status: 'PAUSED' }),
    );
    expect(await store().countRunning(['counted', 'none'])).toEqual(
      new Map([
        ['counted', 1],
        ['none', 0],
      ]),
    );
  });

  test('removes only what has ended', async () => {
    const [running, ended] = [make({ status: 'RUNNING' }), make({ status: 'TERMINAL' })];
    await save(running, ended);
    await expect(store().delete(running.id)).rejects.toMatchObject({
      code: 'conflict',
      message: 'Cannot delete a running pipeline, please cancel it first.',
    });
    await store().delete(ended.id);
    await expect(store().get(ended.id)).rejects.toMatchObject({ code: 'notFound' });
    await expect(store().delete(ended.id)).rejects.toMatchObject({ code: 'notFound' });
  });
}
