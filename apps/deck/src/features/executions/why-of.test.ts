import { expect, test } from 'vitest';
import type { PipelineExecution } from '@gennaker/contracts/orca';
import { essence, whyOf } from './why-of.ts';

const NOW = 100_000;
const stage = (id: string, more = {}) => ({
  id,
  refId: id,
  name: id,
  type: 'deploy',
  status: 'RUNNING',
  startTime: 40_000,
  requisiteStageRefIds: [],
  context: {},
  outputs: {},
  tasks: [],
  ...more,
});
const run = (status: string, stages: unknown[], more = {}) =>
  ({ id: 'e', status, stages, trigger: {}, ...more }) as unknown as PipelineExecution;
const said = (execution: PipelineExecution) => {
  const why = whyOf(execution, NOW, true);
  return why && `${why.status}: ${why.reason} ${why.more ?? ''}`.trim();
};

test('a judgment says for how long it has waited, and asks its question without markup', () => {
  const asking = stage('Approve', { type: 'manualJudgment', context: { instructions: '<b>Ship</b> it?' } });
  expect(said(run('RUNNING', [asking]))).toBe(
    'AWAITING: Approve has waited for a person for 1 min. Ship it?',
  );
});

test('what runs says what its innermost task does', () => {
  const parts = [
    stage('Deploy'),
    stage('part', {
      parentStageId: 'Deploy',
      name: 'Grow',
      tasks: [{ name: 'waitForUpInstances', status: 'RUNNING', startTime: 90_000 }],
    }),
  ];
  expect(said(run('RUNNING', parts))).toBe('RUNNING: Deploy: Grow, wait for up instances. For 10 s.');
});

test('a failure says what failed, and its cause', () => {
  const failed = stage('Deploy', { status: 'TERMINAL' });
  const leaf = stage('part', {
    parentStageId: 'Deploy',
    name: 'createServerGroup',
    status: 'TERMINAL',
    context: { exception: { details: { errors: ['No image. It was asked twice. The registry is down'] } } },
  });
  expect(said(run('TERMINAL', [failed, leaf]))).toBe(
    'TERMINAL: Deploy, Create server group failed. No image. … The registry is down',
  );
});

test('what waits in the queue says why', () => {
  expect(said(run('NOT_STARTED', []))).toMatch(/^BUFFERED: Queued behind another run.*One run at a time/);
});

test('a cancelled run says by whom', () => {
  expect(said(run('CANCELED', [], { canceledBy: 'ana', cancellationReason: 'wrong one' }))).toBe(
    'CANCELED: Cancelled by ana. wrong one',
  );
});

test('there is nothing to say of a success', () => {
  expect(said(run('SUCCEEDED', []))).toBeUndefined();
});

test('a short error is said whole', () => {
  expect(essence('It is v1.2.3 that fails. Use v1.2.4.')).toBe('It is v1.2.3 that fails. Use v1.2.4.');
});
