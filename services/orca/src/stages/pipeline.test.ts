import type { PipelineExecution, StageExecution } from '@gennaker/contracts/orca';
import { caller, notFound } from '@gennaker/kernel';
import type { Tools } from '@gennaker/sdk';
import { runTask, stageView } from '@gennaker/sdk/testing';
import { describe, expect, test } from 'vitest';
import { pipeline } from './pipeline.ts';

const config = { id: 'child', name: 'Child', application: 'shop', stages: [], disabled: false };
const context = { pipeline: 'child', application: 'shop', pipelineParameters: { x: 1 } };

function services(saved: object | undefined, run?: Partial<PipelineExecution>) {
  const started: { executionId: string; trigger: object }[] = [];
  const cancelled: unknown[] = [];
  const tools = {
    front50: {
      pipelines: {
        get: async () => {
          if (!saved) throw notFound('No item found');
          return { headers: { etag: '"1"' }, body: saved };
        },
      },
    },
    orca: {
      pipelines: {
        start: async ({ body }: { body: (typeof started)[number] }) => void started.push(body),
        get: async () => {
          if (!run) throw notFound('No execution');
          return run;
        },
        cancel: async (call: unknown) => void cancelled.push([call, caller().user]),
      },
    },
  } as unknown as Tools;
  return { started, cancelled, tools };
}

describe('starting', () => {
  test('hands over parameters and artifacts, under an id that stays the same', async () => {
    const { started, tools } = services(config);
    const artifact = { type: 'docker/image', reference: 'shop:1' };
    const { execution } = stageView(pipeline, { context });
    const given = {
      context,
      startTime: 5,
      execution: { ...execution, trigger: { ...execution.trigger, user: 'ann', artifacts: [artifact] } },
    };
    const result = await runTask(pipeline, 'startPipeline', given, tools);
    await runTask(pipeline, 'startPipeline', given, tools);
    const executionId = started[0]?.executionId;
    expect(started[1]?.executionId).toBe(executionId);
    expect(result).toEqual({ status: 'SUCCEEDED', context: { executionId, executionName: 'Child' } });
    expect(started[0]?.trigger).toMatchObject({
      type: 'pipeline',
      user: 'ann',
      parentPipelineId: 'execution1',
      parentPipelineStageId: 'stage1',
      parameters: { x: 1 },
      artifacts: [artifact],
      correlationId: 'execution1_stage1_child_5',
    });
  });

  test.each([
    [undefined, 'The referenced pipeline cannot be located (child)'],
    [{ ...config, disabled: true }, 'The referenced pipeline is disabled'],
  ])('%o is refused', async (saved, text) => {
    await expect(runTask(pipeline, 'startPipeline', { context }, services(saved).tools)).rejects.toThrow(
      text,
    );
  });
});

const stage = (name: string, status: StageExecution['status'], own: object = {}, outputs: object = {}) =>
  ({ id: `id-${name}`, name, status, context: own, outputs }) as StageExecution;
const monitored = (run: Partial<PipelineExecution>, more: object = {}) =>
  runTask(
    pipeline,
    'monitorPipeline',
    { context: { ...context, executionId: 'run1', ...more } },
    services(config, { id: 'run1', name: 'Child', stages: [], ...run }).tools,
  );

describe('following', () => {
  test('sleeps until the child changes', async () => {
    expect(await monitored({ status: 'RUNNING' })).toEqual({
      status: 'RUNNING',
      wakeOn: ['execution:run1'],
      retryAfter: 15_000,
      context: { status: 'RUNNING' },
    });
  });

  test('takes over the outputs, unless it should not', async () => {
    const run = {
      status: 'SUCCEEDED',
      stages: [stage('a', 'SUCCEEDED', {}, { x: 1, y: 1 }), stage('b', 'SUCCEEDED', {}, { y: 2 })],
    } as const;
    expect(await monitored({ ...run, stages: [...run.stages] })).toMatchObject({ outputs: { x: 1, y: 2 } });
    expect(
      await monitored({ ...run, stages: [...run.stages] }, { skipDownstreamOutput: true }),
    ).not.toHaveProperty('outputs');
  });

  test('a failure says where and why', async () => {
    const failed = stage('b', 'TERMINAL', { exception: { details: { errors: ['it broke'] } } });
    expect(await monitored({ status: 'TERMINAL', stages: [stage('a', 'SUCCEEDED'), failed] })).toMatchObject({
      status: 'TERMINAL',
      context: {
        status: 'TERMINAL',
        exception: {
          details: { errors: ['Exception in child pipeline stage (Child: b): it broke'] },
          source: { executionId: 'run1', stageId: 'id-b', stageName: 'b', stageIndex: 1 },
        },
      },
    });
  });

  test('the reason of a webhook is told too', async () => {
    const failed = stage('w', 'TERMINAL', { webhook: { error: 'status code 400' } });
    expect(JSON.stringify(await monitored({ status: 'TERMINAL', stages: [failed] }))).toContain(
      'Exception in child pipeline stage (Child: w): status code 400',
    );
  });

  test('a cancelled child cancels', async () => {
    expect(await monitored({ status: 'CANCELED' })).toMatchObject({
      status: 'CANCELED',
      context: { exception: { details: { errors: ['At least one monitored pipeline was cancelled'] } } },
    });
  });
});

describe('when it is cancelled', () => {
  const cancel = async (name: string, run: Partial<PipelineExecution> | undefined) => {
    const { tools, cancelled } = services(config, run);
    const view = stageView(pipeline, { context: { ...context, executionId: 'run1' } });
    const tasks = typeof pipeline.tasks === 'function' ? pipeline.tasks(view) : {};
    const task = tasks[name];
    if (task && 'effect' in task) await task.onCancel?.(view, tools);
    return cancelled;
  };

  test.each(['startPipeline', 'monitorPipeline'])('the child is too: %s', async (task) => {
    expect(await cancel(task, { status: 'RUNNING' })).toMatchObject([[{}, 'parent pipeline']]);
  });

  test('but not one that has ended, or never began', async () => {
    expect(await cancel('monitorPipeline', { status: 'SUCCEEDED', endTime: 1 })).toEqual([]);
    expect(await cancel('startPipeline', undefined)).toEqual([]);
  });
});

test.each([
  [{}, ['startPipeline', 'monitorPipeline']],
  [{ waitForCompletion: false }, ['startPipeline']],
  [{ expectedArtifacts: [{ id: 'a' }] }, ['startPipeline', 'monitorPipeline', 'bindProducedArtifacts']],
])('its tasks with %o are %o', (more, names) => {
  const view = stageView(pipeline, { context: { ...context, ...more } });
  expect(typeof pipeline.tasks === 'function' && Object.keys(pipeline.tasks(view))).toEqual(names);
});

test('a restart starts anew', () => {
  expect(
    pipeline.onRestart?.({ ...context, executionId: 'run1', executionName: 'Child', status: 'TERMINAL' }),
  ).toEqual(context);
});
