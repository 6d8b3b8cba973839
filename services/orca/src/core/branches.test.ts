import { expect, test } from 'vitest';
import { testStages } from './testing/stages.ts';
import { world, type StageSpec } from './testing/world.ts';

const fork = (context: Record<string, unknown>): StageSpec[] => [
  { refId: '1', type: 'fails', context },
  { refId: '2', needs: ['1'] },
  { refId: '3', type: 'wait', context: { waitTime: 2 } },
  { refId: '4', needs: ['3'] },
  { refId: '5', needs: ['2', '4'] },
];

test.each([
  ['no flags', {}, 'TERMINAL', ['TERMINAL', 'NOT_STARTED', 'CANCELED', 'NOT_STARTED', 'NOT_STARTED']],
  [
    'failPipeline',
    { failPipeline: true, completeOtherBranchesThenFail: true },
    'TERMINAL',
    ['TERMINAL', 'NOT_STARTED', 'CANCELED', 'NOT_STARTED', 'NOT_STARTED'],
  ],
  [
    'continuePipeline beats failPipeline',
    { failPipeline: true, continuePipeline: true },
    'SUCCEEDED',
    ['FAILED_CONTINUE', 'SUCCEEDED', 'SUCCEEDED', 'SUCCEEDED', 'SUCCEEDED'],
  ],
  [
    'continuePipeline',
    { failPipeline: false, continuePipeline: true },
    'SUCCEEDED',
    ['FAILED_CONTINUE', 'SUCCEEDED', 'SUCCEEDED', 'SUCCEEDED', 'SUCCEEDED'],
  ],
  [
    'stop the branch',
    { failPipeline: false, continuePipeline: false },
    'SUCCEEDED',
    ['STOPPED', 'NOT_STARTED', 'SUCCEEDED', 'SUCCEEDED', 'NOT_STARTED'],
  ],
  [
    'stop the branch, fail at the end',
    { failPipeline: false, completeOtherBranchesThenFail: true },
    'TERMINAL',
    ['STOPPED', 'NOT_STARTED', 'SUCCEEDED', 'SUCCEEDED', 'NOT_STARTED'],
  ],
])('a branch fails with: %s', (_name, context, status, statuses) => {
  const run = world(fork(context), testStages);
  run.start();
  run.advance(5_000);
  expect(run.status).toBe(status);
  expect(Object.values(run.statuses()).toSorted()).toEqual(statuses.toSorted());
  expect(['1', '2', '3', '4', '5'].map((refId) => run.stage(refId).status)).toEqual(statuses);
});

test('a failing branch cancels the others at once, and the execution ends after them', () => {
  const run = world(
    [
      { refId: '1', type: 'effect' },
      { refId: '2', type: 'wait', context: { waitTime: 1 } },
      { refId: '3', type: 'fails', needs: ['2'] },
    ],
    testStages,
  );
  run.start();
  run.advance(1_000);
  expect(run.aborted).toEqual([...run.out.keys()]);
  expect(run.status).toBe('RUNNING');
  run.clock.advance({ seconds: 1 });
  const [worker] = run.out.values();
  run.result(worker!, { result: { status: 'RUNNING' } });
  expect(run.status).toBe('TERMINAL');
  expect(run.stage('1').status).toBe('CANCELED');
  expect(run.state.execution.endTime).toBe(run.stage('1').endTime);
  expect(run.state.execution.canceled).toBe(false);
});

test('a worker that does not let go holds an ending execution for a minute only', () => {
  const run = world(
    [
      { refId: '1', type: 'effect' },
      { refId: '2', type: 'fails' },
    ],
    testStages,
  );
  run.start();
  run.advance(59_000);
  expect(run.status).toBe('RUNNING');
  run.advance(2_000);
  expect(run.status).toBe('TERMINAL');
  expect(run.stage('1').status).toBe('CANCELED');
});

test('a join starts when the last of its branches has ended, without polling', () => {
  const run = world(
    [
      { refId: '1' },
      { refId: '2', type: 'wait', context: { waitTime: 3 } },
      { refId: '3', needs: ['1', '2'] },
    ],
    testStages,
  );
  run.start();
  run.advance(3_000);
  expect(run.stage('3').startTime).toBe(run.stage('2').endTime);
  expect(run.status).toBe('SUCCEEDED');
});

test.each([
  ['a requisite that does not exist', [{ refId: '1', needs: ['99'] }]],
  [
    'a cycle',
    [
      { refId: '1', needs: ['2'] },
      { refId: '2', needs: ['1'] },
    ],
  ],
  ['no stages', []],
])('with %s the execution is TERMINAL at once, without times', (_name, stages) => {
  const run = world(stages, testStages);
  run.start();
  expect(run.state.execution).toMatchObject({ status: 'TERMINAL' });
  expect(run.state.execution.startTime).toBeUndefined();
  expect(run.state.execution.endTime).toBeUndefined();
});

test('a dangling stage beside good ones does not keep the execution open', () => {
  const run = world([{ refId: '1' }, { refId: '2', needs: ['99'] }], testStages);
  run.start();
  expect(run.status).toBe('TERMINAL');
});

test('an unknown stage type fails at that stage and names it', () => {
  const run = world(
    [{ refId: '1' }, { refId: '2', type: 'nosuch', needs: ['1'], context: { continuePipeline: true } }],
    testStages,
  );
  run.start();
  expect(run.statuses()).toEqual({ '1': 'SUCCEEDED', '2': 'TERMINAL' });
  expect(run.stage('2').context).toMatchObject({
    beforeStagePlanningFailed: true,
    exception: {
      details: {
        errors: [
          expect.stringMatching(
            /^No StageDefinitionBuilder implementation for nosuch\(alias: null\) found, /,
          ),
        ],
      },
    },
  });
});

test('an alias decides before the type', () => {
  const run = world([{ refId: '1', type: 'custom', context: { alias: 'ok' } }], testStages);
  run.start();
  expect(run.status).toBe('SUCCEEDED');
});

test.each([
  ['TERMINAL', 'TERMINAL', 'TERMINAL'],
  ['CANCELED', 'CANCELED', 'CANCELED'],
  ['STOPPED', 'STOPPED', 'SUCCEEDED'],
  ['SKIPPED', 'SUCCEEDED', 'SUCCEEDED'],
  ['FAILED_CONTINUE', 'FAILED_CONTINUE', 'SUCCEEDED'],
])('a task that says %s makes its stage %s and the execution %s', (say, stage, execution) => {
  const run = world([{ refId: '1', type: 'says', context: { say } }], testStages);
  run.start();
  expect([run.stage('1').status, run.status]).toEqual([stage, execution]);
});

test.each([
  ['true', { type: 'expression', expression: 'true' }, 'SUCCEEDED'],
  ['false', { type: 'expression', expression: 'false' }, 'SKIPPED'],
  ['not evaluable', { type: 'expression', expression: 'nosuch' }, 'SKIPPED'],
  ['empty', { type: 'expression', expression: ' ' }, 'SUCCEEDED'],
  ['without a type', { expression: 'false' }, 'SUCCEEDED'],
])('stageEnabled %s', (_name, stageEnabled, status) => {
  const run = world(
    [
      { refId: '1', context: { stageEnabled } },
      { refId: '2', needs: ['1'] },
    ],
    testStages,
  );
  run.start();
  expect(run.statuses()).toEqual({ '1': status, '2': 'SUCCEEDED' });
});

test('a stage that is switched off has neither a start time nor tasks', () => {
  const stageEnabled = { type: 'expression', expression: 'false' };
  const run = world([{ refId: '1', context: { stageEnabled } }], testStages);
  run.start();
  expect(run.stage('1').startTime).toBeUndefined();
  expect(run.stage('1').endTime).toBe(run.clock.now());
  expect(run.stage('1').tasks).toEqual([]);
  expect(run.events).toContain('stage skipped 1');
});

test('ad-hoc operations ignore stageEnabled', () => {
  const stageEnabled = { type: 'expression', expression: 'false' };
  const run = world([{ refId: '1', context: { stageEnabled } }], testStages, {
    more: { type: 'ORCHESTRATION' },
  });
  run.start();
  expect(run.stage('1').status).toBe('SUCCEEDED');
});

test('a stage whose start time has expired is skipped', () => {
  const run = world([{ refId: '1', startTimeExpiry: 1 }], testStages);
  run.start();
  expect(run.stage('1').status).toBe('SKIPPED');
});

test('events come in the order of what happened', () => {
  const run = world([{ refId: '1' }], testStages);
  run.start();
  expect(run.events).toEqual([
    'execution starting',
    'stage starting 1',
    'task starting 1 ok.go',
    'task complete 1 ok.go',
    'stage complete 1',
    'execution complete',
  ]);
});
