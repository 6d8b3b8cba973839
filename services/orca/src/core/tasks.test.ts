import { expect, test } from 'vitest';
import { runAs } from './run-as.ts';
import { testStages } from './testing/stages.ts';
import { world } from './testing/world.ts';

test('a loop repeats its tasks until the last of them does not redirect', () => {
  const run = world([{ refId: '1', type: 'loop' }], testStages);
  run.start();
  expect(run.stage('1').context['rounds']).toBe(3);
  expect(run.events.filter((event) => event === 'task starting 1 loop.first')).toHaveLength(3);
  expect(run.status).toBe('SUCCEEDED');
});

test('a task with side effects is handed out once and its result is taken once', () => {
  const run = world([{ refId: '1', type: 'effect' }], testStages);
  run.start();
  const [worker] = run.out.values();
  run.send({ kind: 'runTask', stageId: 'stage-1', taskId: '1' });
  expect(run.out.size).toBe(1);
  run.result(worker!, { result: { status: 'SUCCEEDED', outputs: { made: 1, stageTimeoutMs: 5 } } });
  run.result(worker!, { result: { status: 'TERMINAL' } });
  expect(run.stage('1')).toMatchObject({ status: 'SUCCEEDED', outputs: { made: 1 } });
  expect(run.stage('1').outputs).not.toHaveProperty('stageTimeoutMs');
});

test('what changes while a task runs makes it run once more, even if it wants to wait', () => {
  const run = world([{ refId: '1', type: 'effect' }], testStages);
  run.start();
  const [first] = run.out.values();
  run.send({ kind: 'patchStage', stageId: 'stage-1', context: { a: 1 }, by: 'ann', accounts: [] });
  run.result(first!, { result: { status: 'RUNNING', retryAfter: 60_000 } });
  expect(run.out.size).toBe(1);
  expect(run.waiting.size).toBe(0);
});

test('a retryable error is tried again after a while, later each time', () => {
  const failure = { name: 'X', message: 'busy', retryable: true };
  const run = world([{ refId: '1', type: 'effect' }], testStages);
  run.start();
  const waits: number[] = [];
  for (let round = 0; round < 6; round++) {
    run.result([...run.out.values()][0]!, { failure });
    waits.push([...run.waiting.values()][0]!.due! - run.clock.now());
    run.advance(waits.at(-1)!);
  }
  expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 15_000, 15_000]);
  expect(run.stage('1').status).toBe('RUNNING');
});

test('backoffPeriodMs of the context raises the wait', () => {
  const run = world([{ refId: '1', type: 'effect', context: { backoffPeriodMs: 9_000 } }], testStages, {
    answer: () => ({ result: { status: 'RUNNING', retryAfter: 10 } }),
  });
  run.start();
  expect([...run.waiting.values()][0]?.due).toBe(run.clock.now() + 9_000);
});

test('another error fails the stage where clients look for it', () => {
  const run = world([{ refId: '1', type: 'throws' }], testStages);
  run.start();
  const exception = {
    exceptionType: 'Error',
    operation: 'go',
    shouldRetry: false,
    timestamp: run.clock.now(),
    details: { error: 'Unexpected Task Failure', errors: ['it broke'] },
  };
  expect(run.stage('1').context).toMatchObject({ exception });
  expect(run.stage('1').tasks[0]?.taskExceptionDetails).toMatchObject({ exception });
});

test('an error that is passed over is told once more', () => {
  const run = world([{ refId: '1', type: 'throws', context: { continuePipeline: true } }], testStages);
  run.start();
  expect(run.stage('1').context).toMatchObject({
    exception: { details: { errors: ['it broke', 'go:', 'Unexpected Task Failure', 'it broke'] } },
  });
});

test('a context that its schema refuses names the field', () => {
  const run = world([{ refId: '1', type: 'typed', context: { count: 'many' } }], testStages);
  run.start();
  expect(run.stage('1').context).toMatchObject({
    exception: {
      exceptionType: 'IllegalArgumentException',
      details: {
        errors: [expect.stringContaining('Stage typed 1 (typed) cannot run with these values: count: ')],
      },
    },
  });
});

test('outputs are seen downstream only, the nearest first', () => {
  const run = world(
    [
      { refId: '1', type: 'outputs', context: { key: 'far' } },
      { refId: '2', type: 'outputs', needs: ['1'], context: { key: 'near' } },
      { refId: '3', type: 'reads', needs: ['2'] },
      { refId: '4', type: 'reads' },
    ],
    testStages,
  );
  run.start();
  expect([run.stage('3').context['seen'], run.stage('4').context['seen']]).toEqual(['near', 'nothing']);
});

test('expressions are resolved when a stage starts; what fails stays as text, is noted, and mended later', () => {
  const run = world(
    [
      { refId: '1', type: 'outputs', context: { key: 'a' } },
      { refId: '2', type: 'effect', needs: ['1'], context: { good: '${key}', bad: '${nosuch}' } },
    ],
    testStages,
  );
  run.start();
  expect(run.stage('2').context).toMatchObject({
    good: 'a',
    bad: '${nosuch}',
    expressionEvaluationSummary: {
      nosuch: [{ level: 'INFO', description: 'Failed to evaluate [x] : nosuch not found' }],
    },
  });
  run.result([...run.out.values()][0]!, { result: { status: 'SUCCEEDED', context: { nosuch: 7 } } });
  expect(run.stage('2').context).toEqual({ good: 'a', bad: 7, nosuch: 7 });
  expect(run.status).toBe('SUCCEEDED');
});

test('failOnFailedExpressions fails the stage before its side effect', () => {
  const run = world(
    [{ refId: '1', type: 'effect', context: { bad: '${nosuch}', failOnFailedExpressions: true } }],
    testStages,
  );
  run.start();
  expect(run.out.size).toBe(0);
  expect(run.stage('1')).toMatchObject({
    status: 'TERMINAL',
    context: {
      exception: {
        details: {
          error: 'Failed Expression Evaluation',
          errors: ['Failed to evaluate [x] : nosuch not found'],
        },
      },
    },
  });
});

test('a judgment may hand its judge on to what follows', () => {
  const stages = [
    { refId: '1', type: 'judgment', context: { propagateAuthenticationContext: true } },
    { refId: '2', type: 'effect', needs: ['1'] },
    { refId: '3', type: 'effect' },
  ];
  const authentication = { user: 'ann', allowedAccounts: ['test'] };
  const run = world(stages, testStages, { more: { authentication } });
  run.start();
  const context = { judgmentStatus: 'continue' };
  run.send({ kind: 'patchStage', stageId: 'stage-1', context, by: 'bob', accounts: ['prod'] });
  expect(runAs(run.state, run.stage('2'))).toEqual({ user: 'bob', accounts: ['prod'] });
  expect(runAs(run.state, run.stage('3'))).toEqual({ user: 'ann', accounts: ['test'] });
});
