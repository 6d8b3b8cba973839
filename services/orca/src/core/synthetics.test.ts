import { expect, test } from 'vitest';
import { testStages } from './testing/stages.ts';
import { world } from './testing/world.ts';

const of = (type: string, context: Record<string, unknown> = {}) => ({ type, context });

test('a stage with neither tasks nor synthetics ends SKIPPED', () => {
  const run = world([{ refId: '1', type: 'empty' }], testStages);
  run.start();
  expect(run.statuses()).toEqual({ '1': 'SKIPPED' });
  expect(run.status).toBe('SUCCEEDED');
});

test('before stages run before the tasks, after stages after them, nested ones too', () => {
  const nested = of('parent', { before: [of('ok')] });
  const run = world(
    [{ refId: '1', type: 'parent', context: { before: [nested, of('ok')], after: [of('ok'), of('ok')] } }],
    testStages,
  );
  run.start();
  expect(run.state.stages.map(({ refId }) => refId)).toEqual(['1<1<1', '1<1', '1<2', '1', '1>1', '1>2']);
  expect(run.events.filter((event) => event.startsWith('stage complete'))).toEqual(
    ['1<1<1', '1<1', '1<2', '1>1', '1>2', '1'].map((refId) => `stage complete ${refId}`),
  );
  expect(run.status).toBe('SUCCEEDED');
});

test('after a failure its stages run in sequence, once, and the stage keeps its status', () => {
  const run = world(
    [{ refId: '1', type: 'failingParent', context: { after: [of('ok')], onFailure: [of('ok'), of('ok')] } }],
    testStages,
  );
  run.start();
  expect(run.statuses()).toEqual({ '1': 'TERMINAL', '1>1': 'SUCCEEDED', '1>2': 'SUCCEEDED' });
  expect(run.stage('1>2').requisiteStageRefIds).toEqual(['1>1']);
});

test('a failing before stage runs the failure stages in place of those that never started', () => {
  const context = { before: [of('fails'), of('ok')], onFailure: [of('ok')] };
  const run = world([{ refId: '1', type: 'parent', context }], testStages);
  run.start();
  expect(run.statuses()).toEqual({ '1<1': 'TERMINAL', '1': 'TERMINAL', '1>1': 'SUCCEEDED' });
});

test('what handles a failure goes on while another branch ends the execution', () => {
  const context = { onFailure: [of('wait', { waitTime: 5 })] };
  const run = world(
    [
      { refId: '1', type: 'failingParent', context },
      { refId: '2', type: 'fails' },
    ],
    testStages,
  );
  run.start();
  expect(run.status).toBe('RUNNING');
  run.advance(5_000);
  expect(run.stage('1>1').status).toBe('SUCCEEDED');
  expect(run.status).toBe('TERMINAL');
});

test('a parallel before stage that fails cancels its siblings, and the parent ends after them', () => {
  const run = world(
    [{ refId: '1', type: 'parallel', context: { before: [of('wait', { waitTime: 9 }), of('fails')] } }],
    testStages,
  );
  run.start();
  expect(run.statuses()).toEqual({ '1<1': 'CANCELED', '1<2': 'TERMINAL', '1': 'TERMINAL' });
  expect(run.stage('1').tasks[0]?.status).toBe('NOT_STARTED');
});

test('several before stages that end together lead on at once', () => {
  const run = world(
    [{ refId: '1', type: 'parallel', context: { before: [of('ok'), of('ok'), of('ok')] } }],
    testStages,
  );
  run.start();
  expect(run.status).toBe('SUCCEEDED');
  expect(run.waiting.size).toBe(0);
});

test.each([
  ['ends the chain', {}, { '1<1': 'FAILED_CONTINUE', '1<2': 'NOT_STARTED', '1': 'FAILED_CONTINUE' }],
  [
    'lets its siblings go on when told so',
    { allowSiblingStagesToContinueOnFailure: true },
    { '1<1': 'FAILED_CONTINUE', '1<2': 'SUCCEEDED', '1': 'FAILED_CONTINUE' },
  ],
])('a synthetic stage that fails and continues %s', (_name, flags, statuses) => {
  const before = [of('fails', { continuePipeline: true }), of('ok')];
  const run = world([{ refId: '1', type: 'parent', context: { before, ...flags } }], testStages);
  run.start();
  expect(run.statuses()).toEqual(statuses);
  expect(run.status).toBe('SUCCEEDED');
});

test('an after stage that fails and continues ends its chain too', () => {
  const after = [of('fails', { continuePipeline: true }), of('ok')];
  const run = world([{ refId: '1', type: 'parent', context: { after } }], testStages);
  run.start();
  expect(run.statuses()).toEqual({ '1': 'FAILED_CONTINUE', '1>1': 'FAILED_CONTINUE', '1>2': 'NOT_STARTED' });
  expect(run.status).toBe('SUCCEEDED');
});

test('a stage that cannot be planned fails by its flags', () => {
  const run = world(
    [
      { refId: '1', type: 'badPlan', context: { continuePipeline: true } },
      { refId: '2', needs: ['1'] },
    ],
    testStages,
  );
  run.start();
  expect(run.statuses()).toEqual({ '1': 'FAILED_CONTINUE', '2': 'SUCCEEDED' });
  expect(run.stage('1').context).toMatchObject({
    beforeStagePlanningFailed: true,
    exception: { details: { errors: expect.arrayContaining(['cannot plan']) } },
  });
});

test('the time window is the first before stage, and its keys stay with their stage', () => {
  const context = {
    restrictExecutionDuringTimeWindow: true,
    restrictedExecutionWindow: { days: [1] },
    before: [of('ok', { restrictedExecutionWindow: {} })],
  };
  const run = world([{ refId: '1', type: 'parent', context }], testStages);
  run.start();
  expect(run.stage('1<1')).toMatchObject({
    type: 'restrictExecutionDuringTimeWindow',
    status: 'RUNNING',
    context: { restrictedExecutionWindow: { days: [1] } },
  });
  expect(run.stage('1<2')).toMatchObject({ requisiteStageRefIds: ['1<1'], context: {} });
  run.send({
    kind: 'patchStage',
    stageId: run.stage('1<1').id,
    context: { open: true },
    by: 'ann',
    accounts: [],
  });
  run.settle();
  expect(run.status).toBe('SUCCEEDED');
});
