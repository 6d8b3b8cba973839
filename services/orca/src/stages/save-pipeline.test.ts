import { invalid, notFound } from '@gennaker/kernel';
import type { StageDefinition, Tools } from '@gennaker/sdk';
import { runTask } from '@gennaker/sdk/testing';
import { describe, expect, test } from 'vitest';
import { deletePipeline } from './delete-pipeline.ts';
import { reorderPipelines } from './reorder-pipelines.ts';
import { savePipeline } from './save-pipeline.ts';
import { updatePipeline } from './update-pipeline.ts';

const base64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64');
const config = { id: 'p1', name: 'Ship', application: 'shop', stages: [] };

/** Front50 with pipeline p1 at index 3; it refuses a pipeline named Bad. */
function front50() {
  const calls: [string, unknown][] = [];
  const store = (kind: string) => ({
    get: async ({ params: { id } }: { params: { id: string } }) => {
      if (id !== 'p1') throw notFound('No item found');
      return { headers: { etag: '' }, body: { ...config, index: 3 } };
    },
    create: async (call: { body: typeof config }) => {
      if (call.body.name === 'Bad')
        throw invalid('A pipeline with name Bad already exists in application shop');
      calls.push([`${kind}.create`, call]);
      return { ...call.body, id: call.body.id ?? 'new' };
    },
    update: async (call: { body: typeof config }) => {
      calls.push([`${kind}.update`, call]);
      return { headers: { etag: '' }, body: call.body };
    },
    delete: async (call: unknown) => void calls.push([`${kind}.delete`, call]),
    reorder: async (call: unknown) => void calls.push([`${kind}.reorder`, call]),
  });
  const tools = {
    front50: { pipelines: store('pipelines'), strategies: store('strategies') },
  } as unknown as Tools;
  return { calls, tools };
}
const run = (stage: StageDefinition, context: Record<string, unknown>) => {
  const { calls, tools } = front50();
  return { calls, result: Promise.resolve(runTask(stage, stage.type, { context }, tools)) };
};

describe('saving', () => {
  test.each([
    ['base64', base64(config)],
    ['an object', config],
  ])('takes %s, and keeps the place of what existed', async (_, pipeline) => {
    const { calls, result } = run(savePipeline, { pipeline, staleCheck: true });
    expect(await result).toEqual({
      status: 'SUCCEEDED',
      context: {
        'notification.type': 'savepipeline',
        application: 'shop',
        'pipeline.id': 'p1',
        'pipeline.name': 'Ship',
      },
    });
    expect(calls).toMatchObject([
      ['pipelines.create', { query: { staleCheck: true }, body: { ...config, index: 3 } }],
    ]);
  });

  test('saves a strategy beside the pipelines', async () => {
    const { calls, result } = run(savePipeline, { pipeline: base64(config), isStrategy: true });
    await result;
    expect(calls[0]?.[0]).toBe('strategies.create');
  });

  test('gives cron triggers new ids when told to', async () => {
    const triggers = [
      { type: 'cron', id: 'old' },
      { type: 'git', id: 'kept' },
    ];
    const { calls, result } = run(savePipeline, {
      pipeline: { ...config, triggers, regenerateCronTriggerIds: true },
    });
    await result;
    const call = calls[0]?.[1] as { body: { triggers: { id: string }[] } } | undefined;
    expect(call?.body.triggers[0]?.id).not.toBe('old');
    expect(call?.body.triggers[1]?.id).toBe('kept');
    expect(call?.body).not.toHaveProperty('regenerateCronTriggerIds');
  });

  test.each([
    [{ pipeline: 'no base64 of JSON' }, 'pipeline: is not base64 of JSON'],
    [{ pipeline: base64([1]) }, 'pipeline: must be an object'],
    [{}, 'pipeline: give the pipeline configuration'],
    [{ pipeline: { ...config, name: 'Bad' } }, 'A pipeline with name Bad already exists'],
  ])('%o is refused in words', async (context, text) => {
    await expect(run(savePipeline, context).result).rejects.toThrow(text);
  });

  test('of several, says which could not be saved', async () => {
    const { result } = run(savePipeline, { pipelines: base64([config, { ...config, name: 'Bad' }]) });
    expect(await result).toMatchObject({
      status: 'TERMINAL',
      context: {
        bulksave: { successful_pipelines: ['Ship'], failed_pipelines_count: 1 },
        exception: {
          details: { errors: ['Bad: A pipeline with name Bad already exists in application shop'] },
        },
      },
    });
  });
});

test('updates one that exists', async () => {
  const { calls, result } = run(updatePipeline, { pipeline: base64(config) });
  expect(await result).toMatchObject({
    context: { 'notification.type': 'updatepipeline', 'pipeline.id': 'p1' },
  });
  expect(calls).toMatchObject([['pipelines.update', { params: { id: 'p1' }, body: { index: 3 } }]]);
  await expect(run(updatePipeline, { pipeline: { name: 'x' } }).result).rejects.toThrow(
    'pipeline.id: give the id',
  );
});

test('deletes by application and name', async () => {
  const { calls, result } = run(deletePipeline, { pipeline: base64(config) });
  await result;
  expect(calls).toEqual([['pipelines.delete', { params: { application: 'shop', name: 'Ship' } }]]);
});

test('reorders', async () => {
  const context = { application: 'shop', idsToIndices: base64({ p1: 2 }), isStrategy: base64(false) };
  const { calls, result } = run(reorderPipelines, context);
  await result;
  expect(calls).toEqual([['pipelines.reorder', { body: { application: 'shop', idsToIndices: { p1: 2 } } }]]);
});
