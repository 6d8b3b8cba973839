import { expect, test } from 'vitest';
import type { PipelineExecution } from '@gennaker/contracts/orca';
import { stagesAfter, waitingIn } from './waiting.ts';

const stage = (refId: string, status: string, before: string[] = [], startTime?: number) => ({
  id: refId,
  refId,
  type: refId.startsWith('ask') ? 'manualJudgment' : 'wait',
  name: refId,
  status,
  startTime,
  requisiteStageRefIds: before,
  context: {},
  outputs: {},
  tasks: [],
});
const execution = (stages: object[]) => ({ id: 'x', stages }) as unknown as PipelineExecution;

test('finds judgments that run, the one that waits longest first', () => {
  const young = execution([stage('ask young', 'RUNNING', [], 20), stage('busy', 'RUNNING', [], 1)]);
  const old = execution([stage('ask old', 'RUNNING', [], 10), stage('ask later', 'NOT_STARTED')]);
  expect(waitingIn([young, old]).map((one) => one.stage.name)).toEqual(['ask old', 'ask young']);
});

test('what follows is everything behind the question, directly or not', () => {
  const run = execution([
    stage('ask', 'RUNNING', [], 1),
    stage('deploy', 'NOT_STARTED', ['ask']),
    stage('check', 'NOT_STARTED', ['deploy']),
    stage('elsewhere', 'NOT_STARTED', []),
  ]);
  const [question] = waitingIn([run]);
  expect(question && stagesAfter(question).map(({ name }) => name)).toEqual(['deploy', 'check']);
});
