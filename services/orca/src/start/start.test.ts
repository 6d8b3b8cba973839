import { PipelineRequest, type PipelineExecution } from '@gennaker/contracts/orca';
import { countingIds, notFound, testClock, withCaller } from '@gennaker/kernel';
import { evaluate } from '@gennaker/expressions';
import { beforeEach, expect, test } from 'vitest';
import { startOperation } from './start-operation.ts';
import { startPipeline, type StartDeps } from './start-pipeline.ts';

let begun: PipelineExecution[];
let recorded: PipelineExecution[];
let known: Partial<StartDeps['executions']>;
let disabled: string[];
const deps = (): StartDeps => ({
  executions: {
    get: () => Promise.resolve(undefined),
    correlated: () => Promise.resolve(undefined),
    newestOf: () => Promise.resolve(undefined),
    ...known,
  },
  begin: (execution) => Promise.resolve((begun.push(execution), execution)),
  record: (execution) => Promise.resolve(void recorded.push(execution)),
  front50: {
    pipelines: {
      get: ({ params }: { params: { id: string } }) =>
        disabled.includes(params.id)
          ? Promise.resolve({ headers: { etag: '' }, body: { name: 'N', application: 'a', disabled: true } })
          : Promise.reject(notFound('no')),
    },
  } as never,
  evaluate: (template, context) => evaluate(template, context, { allowUnknownKeys: false }).value,
  clock: testClock(),
  newId: countingIds(),
});
const start = (request: object) =>
  startPipeline(
    PipelineRequest.parse({ application: 'shop', name: 'Ship', ...request }),
    deps(),
  ) as Promise<PipelineExecution>;

beforeEach(() => {
  begun = [];
  recorded = [];
  known = {};
  disabled = [];
});

test('puts unknown fields of a stage into its context, and lines up stages without refIds', async () => {
  const { stages } = await start({
    stages: [
      { type: 'wait', waitTime: 3 },
      { type: 'deploy', name: 'To prod', clusters: [] },
    ],
  });
  expect(stages).toMatchObject([
    {
      refId: '0',
      type: 'wait',
      name: 'wait',
      context: { waitTime: 3 },
      requisiteStageRefIds: [],
      status: 'NOT_STARTED',
    },
    { refId: '1', type: 'deploy', name: 'To prod', context: { clusters: [] }, requisiteStageRefIds: ['0'] },
  ]);
});

test('fills parameters with their defaults, resolves them, and keeps undeclared ones', async () => {
  const execution = await withCaller({ user: 'ann' }, () =>
    start({
      parameterConfig: [{ name: 'size', default: '2' }, { name: 'color' }],
      trigger: { parameters: { color: 'red', extra: 1 } },
      stages: [
        {
          type: 'wait',
          refId: '1',
          comments: '${parameters.color} ${trigger.parameters.size}',
          later: '${later}',
        },
      ],
    }),
  );
  expect(execution.trigger).toMatchObject({
    type: 'manual',
    user: 'ann',
    parameters: { size: '2', color: 'red', extra: 1 },
  });
  expect(execution.stages[0]?.context).toEqual({ comments: 'red 2', later: '${later}' });
});

test('nobody in particular is anonymous, unless the caller names one', async () => {
  expect((await start({ trigger: { user: 'anonymous' } })).authentication?.user).toBe('anonymous');
  expect((await start({})).authentication?.user).toBe('anonymous');
});

test.each([
  [
    {
      stages: [
        { type: 'wait', refId: '1', requisiteStageRefIds: ['2'] },
        { type: 'wait', refId: '2', requisiteStageRefIds: ['1'] },
      ],
    },
    /'1' → '2' → '1'/,
  ],
  [{ stages: [{ type: 'wait', refId: '1', requisiteStageRefIds: ['x'] }] }, /no stage with refId 'x'/],
  [
    {
      stages: [
        { type: 'wait', refId: '1' },
        { type: 'wait', refId: '1' },
      ],
    },
    /refId: '1' is used by another/,
  ],
  [{ disabled: true }, /Pipeline is disabled and cannot be started/],
  [
    {
      trigger: { expectedArtifactIds: ['a'] },
      expectedArtifacts: [{ id: 'a', matchArtifact: { type: 'x' } }],
    },
    /Unmatched expected artifact a/,
  ],
])('refuses %j, and records why', async (request, why) => {
  await expect(start(request)).rejects.toThrow(why);
  expect(begun).toEqual([]);
  expect(recorded).toMatchObject([
    {
      status: 'TERMINAL',
      canceled: true,
      canceledBy: 'system',
      cancellationReason: expect.stringMatching(why),
    },
  ]);
  expect(recorded[0]?.cancellationReason).toMatch(/^Failed on startup: /);
});

test('what is saved as disabled does not start', async () => {
  disabled = ['p1'];
  await expect(start({ id: 'p1' })).rejects.toThrow('The pipeline config N (p1) belonging to a is disabled');
});

test('the same correlation id, or execution id, starts nothing new', async () => {
  const running = { id: 'old' } as PipelineExecution;
  known = {
    correlated: (type, id) => Promise.resolve(type === 'PIPELINE' && id === 'c1' ? running : undefined),
  };
  expect(await start({ trigger: { correlationId: 'c1' } })).toBe(running);
  known = { get: (id) => Promise.resolve(id === 'old' ? running : undefined) };
  expect(await start({ executionId: 'old' })).toBe(running);
  expect(begun).toEqual([]);
});

test('a child knows its parent without copying it', async () => {
  const parent = {
    id: 'p',
    type: 'PIPELINE',
    application: 'shop',
    name: 'Parent',
    status: 'RUNNING',
    trigger: { parameters: {} },
    stages: [{ context: { big: 'x' } }],
  };
  known = { get: () => Promise.resolve(parent as never) };
  const child = await start({
    trigger: { type: 'pipeline', parentPipelineId: 'p', parentPipelineStageId: 's' },
  });
  expect(child.rootId).toBe('p');
  expect(child.trigger).toMatchObject({
    isPipeline: true,
    parentPipelineName: 'Parent',
    parentStatus: 'RUNNING',
    parentPipelineStageId: 's',
  });
  expect(JSON.stringify(child.trigger)).not.toContain('big');
});

test('planning answers the pipeline and runs nothing', async () => {
  const planned = await start({ plan: true, name: '${trigger.type}', stages: [{ type: 'wait' }] });
  expect(planned).toMatchObject({ name: 'manual' });
  expect([begun, recorded]).toEqual([[], []]);
});

test('jobs become stages in a row; other clouds add their name', async () => {
  const { stages, type, name } = await startOperation(
    {
      application: 'shop',
      description: 'Two things',
      job: [
        { type: 'resizeServerGroup', providerType: 'gce' },
        { type: 'upsertLoadBalancer', name: 'lb' },
      ],
    },
    deps(),
  );
  expect([type, name]).toEqual(['ORCHESTRATION', 'Two things']);
  expect(stages.map((stage) => [stage.refId, stage.type, stage.requisiteStageRefIds])).toEqual([
    ['0', 'resizeServerGroup_gce', []],
    ['1', 'upsertLoadBalancer', ['0']],
  ]);
  expect(stages[1]).toMatchObject({ name: 'lb', context: { name: 'lb' } });
});
