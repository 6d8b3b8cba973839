import type { PipelineExecution, StageExecution } from '@gennaker/contracts/orca';
import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { executionLines, reasonsOf } from './stage-lines.ts';

const stage = (name: string, more: Partial<StageExecution>): StageExecution => ({
  id: name,
  refId: name,
  type: 'wait',
  name,
  status: 'SUCCEEDED',
  context: {},
  outputs: {},
  tasks: [],
  requisiteStageRefIds: [],
  ...more,
});
const failed = (error: string) => ({ exception: { details: { error, errors: [error] } } });
const execution = (...stages: StageExecution[]) =>
  ({
    id: '01X',
    application: 'shop',
    name: 'Ship',
    status: 'RUNNING',
    startTime: 0,
    stages,
  }) as unknown as PipelineExecution;
const lines = (...stages: StageExecution[]) =>
  executionLines(execution(...stages), 65_000).map((line) => stripVTControlCharacters(line));

test('shows what runs with its parts, and what has ended without', () => {
  const shown = lines(
    stage('Test', { startTime: 0, endTime: 5_000 }),
    stage('inner of Test', { parentStageId: 'Test', startTime: 0, endTime: 1 }),
    stage('Prod', { status: 'RUNNING', startTime: 5_000 }),
    stage('Deploy in localhost', {
      parentStageId: 'Prod',
      status: 'RUNNING',
      startTime: 5_000,
      tasks: [{ name: 'waitForUpInstances', status: 'RUNNING' } as never],
    }),
    stage('Check', { status: 'NOT_STARTED' }),
  );
  expect(shown[0]).toBe('shop · Ship 01X  ● RUNNING 1 min 5 s');
  expect(shown.slice(1).map((line) => line.replace(/ +/g, ' ').trim())).toEqual([
    '✓ Test 5.0 s',
    '● Prod 1 min 0 s',
    '● Deploy in localhost 1 min 0 s waitForUpInstances',
    '○ Check',
  ]);
});

test('says what is waited for, and why something failed', () => {
  const shown = lines(
    stage('Approve', { type: 'manualJudgment', status: 'RUNNING', startTime: 1 }),
    stage('Deploy', { status: 'TERMINAL', startTime: 1, endTime: 2, context: failed('port 80 is taken') }),
  ).join('\n');
  expect(shown).toContain('waits for your decision: gennaker judge 01X continue');
  expect(shown).toContain('port 80 is taken');
});

test('gives each reason once', () => {
  const child = stage('inner', { status: 'TERMINAL', parentStageId: 'Deploy', context: failed('no disk') });
  expect(
    reasonsOf(execution(child, stage('Deploy', { status: 'TERMINAL', context: failed('no disk') }))),
  ).toEqual(['inner: no disk']);
});
