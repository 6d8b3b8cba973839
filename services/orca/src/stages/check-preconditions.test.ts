import type { PipelineExecution } from '@gennaker/contracts/orca';
import { runTask, stageView } from '@gennaker/sdk/testing';
import { describe, expect, test } from 'vitest';
import { checkPreconditions } from './check-preconditions.ts';
import { cloud, group } from './testing/cloud.ts';

const check = (preconditionType: string, context: object, more: object = {}, tools: object = {}) =>
  runTask(
    checkPreconditions,
    'checkPrecondition',
    { context: { preconditionType, context }, ...more },
    tools,
  );

test('each condition becomes a stage, all at once', () => {
  const context = {
    cluster: 'shop-prod',
    credentials: 'local',
    preconditions: [
      { type: 'expression', context: { expression: 'true' } },
      { type: 'clusterSize', failPipeline: false, context: { credentials: 'other' } },
    ],
  };
  expect(checkPreconditions.before?.(stageView(checkPreconditions, { context }))).toMatchObject([
    {
      name: 'Check precondition (expression)',
      requires: [],
      context: {
        preconditionType: 'expression',
        failPipeline: true,
        context: { cluster: 'shop-prod', credentials: 'local', expression: 'true' },
      },
    },
    {
      name: 'Check precondition (clusterSize)',
      requires: [],
      context: { failPipeline: false, context: { cluster: 'shop-prod', credentials: 'other' } },
    },
  ]);
});

test('a condition has no conditions of its own', () => {
  const context = { preconditionType: 'expression', preconditions: [{ type: 'expression' }] };
  expect(checkPreconditions.before?.(stageView(checkPreconditions, { context }))).toEqual([]);
});

test.each([
  ['true', 'SUCCEEDED'],
  [true, 'SUCCEEDED'],
  ['TRUE', 'SUCCEEDED'],
  ['false', 'TERMINAL'],
  ['maybe', 'TERMINAL'],
  [undefined, 'TERMINAL'],
])('an expression that is %o is %s', async (expression, status) => {
  const result = await check('expression', { expression });
  expect(result).toMatchObject({
    status,
    context: { context: { expressionResult: String(expression ?? 'false') } },
  });
  expect(result.context).not.toHaveProperty('exception');
});

describe('the status of a stage', () => {
  const execution = {
    application: 'shop',
    stages: [{ name: 'w', status: 'SUCCEEDED' }],
  } as PipelineExecution;
  test.each([
    ['w', 'SUCCEEDED', undefined],
    [
      'w',
      'FAILED_CONTINUE',
      'The status of stage w was asserted to be FAILED_CONTINUE, but was actually SUCCEEDED',
    ],
    [
      'x',
      'SUCCEEDED',
      "The stage 'x' does not exist in this pipeline; correct the name in the precondition.",
    ],
  ])('%s, %s', async (stageName, stageStatus, error) => {
    const result = await check('stageStatus', { stageName, stageStatus }, { execution });
    expect(result.status).toBe(error ? 'TERMINAL' : 'SUCCEEDED');
    expect(JSON.stringify(result)).toContain(error ?? '');
  });
});

describe('the size of a cluster', () => {
  const groups = [group('shop-prod-v001', 1, { disabled: true }), group('shop-prod-v002')];
  const sizeIs = (wanted: object) =>
    check(
      'clusterSize',
      { cluster: 'shop-prod', credentials: 'local', regions: ['localhost'], ...wanted },
      {},
      cloud(groups),
    );
  test.each([
    [{ comparison: '==', expected: 2 }, 'SUCCEEDED'],
    [{ comparison: '>', expected: 2 }, 'TERMINAL'],
    [{ expected: 1, onlyEnabledServerGroups: true }, 'SUCCEEDED'],
    [{ cluster: 'shop-test', expected: 0 }, 'SUCCEEDED'],
  ])('%o is %s', async (wanted, status) => {
    expect(await sizeIs(wanted)).toMatchObject({ status });
  });

  test('says what was found', async () => {
    expect(JSON.stringify(await sizeIs({ expected: 1 }))).toContain(
      'Precondition check failed: expected == 1 server groups in localhost but found 2: [shop-prod-v002, shop-prod-v001]',
    );
  });
});

test('an unknown condition fails', async () => {
  expect(JSON.stringify(await check('moon', {}))).toContain('no Precondition implementation for type moon');
});
