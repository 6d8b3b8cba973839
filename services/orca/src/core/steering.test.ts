import { expect, test } from 'vitest';
import { testStages } from './testing/stages.ts';
import { world } from './testing/world.ts';

const cancel = { kind: 'cancelExecution', by: 'ann', reason: 'because' } as const;
const waitThenOk = [
  { refId: '1', type: 'wait', context: { waitTime: 300 } },
  { refId: '2', needs: ['1'] },
];

test('cancelling ends what runs at once; nothing after it starts', () => {
  const run = world(waitThenOk, testStages);
  run.start();
  run.send(cancel);
  expect(run.statuses()).toEqual({ '1': 'CANCELED', '2': 'NOT_STARTED' });
  expect(run.state.execution).toMatchObject({
    status: 'CANCELED',
    canceled: true,
    canceledBy: 'ann',
    cancellationReason: 'because',
    endTime: run.clock.now(),
  });
});

test('cancelling again replaces the reason, also after the end', () => {
  const run = world(waitThenOk, testStages);
  run.start();
  run.send(cancel, { ...cancel, by: 'bob', reason: 'really' });
  expect(run.state.execution).toMatchObject({
    status: 'CANCELED',
    canceledBy: 'bob',
    cancellationReason: 'really',
  });
});

test('cancelling before the start leaves no times', () => {
  const run = world(waitThenOk, testStages, { mustWait: () => true });
  run.start();
  run.send(cancel);
  expect(run.status).toBe('CANCELED');
  expect(run.state.execution.endTime).toBeUndefined();
});

test('a cancelled task that something must be undone for ends after its hook', () => {
  const run = world([{ refId: '1', type: 'undoable' }], testStages);
  run.start();
  run.send(cancel);
  run.result([...run.out.values()][0]!, { result: { status: 'RUNNING', context: { made: 'x' } } });
  expect([...run.out.values()][0]).toMatchObject({ purpose: 'cancel' });
  expect(run.status).toBe('RUNNING');
  run.result([...run.out.values()][0]!, { result: { status: 'CANCELED', context: { undone: true } } });
  expect(run.stage('1')).toMatchObject({ status: 'CANCELED', context: { made: 'x', undone: true } });
  expect(run.status).toBe('CANCELED');
});

test('a stage that ended badly is cleaned up after by its type', () => {
  const run = world([{ refId: '1', type: 'halting' }], testStages, {
    answer: ({ purpose }) => ({
      result:
        purpose === 'halt' ? { status: 'SUCCEEDED', context: { cleaned: true } } : { status: 'TERMINAL' },
    }),
  });
  run.start();
  expect(run.stage('1')).toMatchObject({ status: 'TERMINAL', context: { cleaned: true } });
});

test('a pause holds waiting tasks and their stages at once, and a resume runs them', () => {
  const run = world(
    [{ refId: '1', type: 'parent', context: { before: [{ type: 'wait', context: { waitTime: 2 } }] } }],
    testStages,
  );
  run.start();
  run.send({ kind: 'pauseExecution', by: 'ann' }, { kind: 'pauseExecution', by: 'bob' });
  expect(run.statuses()).toEqual({ '1<1': 'PAUSED', '1': 'PAUSED' });
  expect(run.stage('1<1').tasks[0]?.status).toBe('PAUSED');
  run.advance(4_000);
  expect(run.state.execution).toMatchObject({
    status: 'PAUSED',
    paused: { pausedBy: 'ann', paused: true, pausedMs: 0 },
  });
  run.send({ kind: 'resumeExecution', by: 'ann' });
  expect(run.state.execution).toMatchObject({
    status: 'SUCCEEDED',
    paused: { paused: false, pausedMs: 4_000, resumedBy: 'ann' },
  });
});

test('a task at work when the pause comes is held when it comes back', () => {
  const run = world([{ refId: '1', type: 'effect' }], testStages);
  run.start();
  run.send({ kind: 'pauseExecution', by: 'ann' });
  expect(run.stage('1').status).toBe('RUNNING');
  run.result([...run.out.values()][0]!, { result: { status: 'SUCCEEDED' } });
  expect(run.stage('1').tasks.map(({ status }) => status)).toEqual(['SUCCEEDED', 'PAUSED']);
  run.send({ kind: 'resumeExecution', by: 'ann' });
  expect(run.status).toBe('SUCCEEDED');
});

test('cancelling a paused execution ends it', () => {
  const run = world(waitThenOk, testStages);
  run.start();
  run.send({ kind: 'pauseExecution', by: 'ann' }, cancel);
  expect(run.status).toBe('CANCELED');
  expect(run.stage('1').status).toBe('CANCELED');
});

test('a restarted stage and all after it run again; other branches keep their times', () => {
  const stages = [
    { refId: '1' },
    { refId: '2', type: 'effect', needs: ['1'] },
    { refId: '3', needs: ['2'] },
    { refId: '4' },
  ];
  let tries = 0;
  const run = world(stages, testStages, {
    answer: () => ({ failure: { name: 'X', message: `no ${++tries}`, retryable: false } }),
  });
  run.start();
  expect(run.statuses()).toEqual({ '1': 'SUCCEEDED', '2': 'TERMINAL', '3': 'NOT_STARTED', '4': 'SUCCEEDED' });
  run.clock.advance({ seconds: 9 });
  run.send({ kind: 'restartStage', stageId: 'stage-2', by: 'ann' });
  run.result([...run.out.values()][0]!, { result: { status: 'SUCCEEDED' } });
  expect(run.status).toBe('SUCCEEDED');
  expect(run.state.execution.startTime).toBe(run.clock.now());
  expect(run.stage('4').endTime).toBe(run.clock.now() - 9_000);
  expect(run.stage('2').context).toMatchObject({
    restartDetails: {
      restartedBy: 'ann',
      restartTime: run.clock.now(),
      previousException: { details: { errors: ['no 1'] } },
    },
  });
  expect(run.stage('2').context).not.toHaveProperty('exception');
});

test('restarting after a cancel keeps who cancelled, and an old judgment is removed', () => {
  const run = world([{ refId: '1', type: 'judgment' }], testStages);
  run.start();
  run.send({
    kind: 'patchStage',
    stageId: 'stage-1',
    context: { judgmentStatus: 'stop' },
    by: 'ann',
    accounts: [],
  });
  run.settle();
  run.send(cancel, { kind: 'restartStage', stageId: 'stage-1', by: 'bob' });
  expect(run.state.execution).toMatchObject({ status: 'RUNNING', canceled: false, canceledBy: 'ann' });
  run.send({
    kind: 'patchStage',
    stageId: 'stage-1',
    context: { judgmentStatus: 'continue' },
    by: 'bob',
    accounts: ['prod'],
  });
  expect(run.status).toBe('SUCCEEDED');
  expect(run.stage('1').lastModified).toEqual({
    user: 'bob',
    allowedAccounts: ['prod'],
    lastModifiedTime: run.clock.now(),
  });
});

test('restarting a running or unknown stage changes nothing', () => {
  const run = world(waitThenOk, testStages);
  run.start();
  run.send(
    { kind: 'restartStage', stageId: 'stage-1', by: 'ann' },
    { kind: 'restartStage', stageId: 'nosuch', by: 'ann' },
  );
  expect(run.stage('1').context).not.toHaveProperty('restartDetails');
});

test('a restart waits for its turn when the pipeline has a limit, and goes on where it was asked to', () => {
  let full = false;
  const run = world([{ refId: '1' }, { refId: '2', needs: ['1'] }], testStages, { mustWait: () => full });
  run.start();
  full = true;
  run.send({ kind: 'restartStage', stageId: 'stage-2', by: 'ann' });
  expect(run.state.notes.waiting).toBe(true);
  expect(run.status).toBe('NOT_STARTED');
  full = false;
  run.clock.advance({ seconds: 5 });
  run.send({ kind: 'startExecution' });
  expect(run.status).toBe('SUCCEEDED');
  expect(run.stage('1').endTime).toBeLessThan(run.stage('2').startTime!);
});

test('a restarted child takes along the pipeline stage that started it', () => {
  const trigger = {
    type: 'pipeline',
    parentExecution: { id: 'parent' },
    parentPipelineStageId: 'its-stage',
  } as never;
  const run = world([{ refId: '1' }], testStages, { more: { trigger } });
  run.start();
  run.send({ kind: 'restartStage', stageId: 'stage-1', by: 'ann' });
  expect(run.sent).toEqual([
    {
      executionId: 'parent',
      message: { kind: 'restartStage', stageId: 'its-stage', by: 'ann', followsChild: true },
    },
  ]);
});

test('a patch merges, removes nulls, and runs the waiting task at once', () => {
  const run = world([{ refId: '1', type: 'wait', context: { waitTime: 300, gone: 1 } }], testStages);
  run.start();
  run.send({
    kind: 'patchStage',
    stageId: 'stage-1',
    context: { waitTime: 0, gone: null },
    by: 'ann',
    accounts: [],
  });
  expect(run.status).toBe('SUCCEEDED');
  expect(run.stage('1').context).toEqual({ waitTime: 0, lastModifiedBy: 'ann' });
});

test('a running stage that allows it can be skipped by hand', () => {
  const run = world(
    [
      { refId: '1', type: 'skippable' },
      { refId: '2', needs: ['1'] },
    ],
    testStages,
  );
  run.start();
  expect(run.stage('1').context['canManuallySkip']).toBe(true);
  run.send({
    kind: 'patchStage',
    stageId: 'stage-1',
    context: { manualSkip: true },
    by: 'ann',
    accounts: [],
  });
  expect(run.statuses()).toEqual({ '1': 'SKIPPED', '2': 'SUCCEEDED' });
  expect(run.stage('1').tasks[0]?.status).toBe('SKIPPED');
  expect(run.out.size).toBe(0);
});
