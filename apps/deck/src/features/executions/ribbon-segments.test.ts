import { expect, test } from 'vitest';
import type { PipelineExecution } from '@gennaker/contracts/orca';
import { ribbonSegments } from './ribbon-segments.ts';

const stage = (name: string, startTime?: number, endTime?: number, more = {}) => ({
  id: name,
  refId: name,
  name,
  type: 'deploy',
  requisiteStageRefIds: [],
  context: {},
  outputs: {},
  tasks: [],
  status: endTime ? 'SUCCEEDED' : startTime ? 'RUNNING' : 'NOT_STARTED',
  startTime,
  endTime,
  ...more,
});
const run = (stages: unknown[], more = {}) =>
  ({ id: 'e', status: 'RUNNING', buildTime: 1_000, startTime: 1_000, stages, ...more }) as PipelineExecution;
const drawn = (execution: PipelineExecution, now = 100_000, estimates = new Map<string, number>()) =>
  ribbonSegments(execution, now, estimates).map(
    ({ name, kind, from, to, lane, lanes }) => `${name} ${kind} ${from}–${to} ${lane}/${lanes}`,
  );

test('stages follow each other at full height', () => {
  expect(drawn(run([stage('a', 1_000, 3_000), stage('b', 3_000)]), 5_000)).toEqual([
    'a ok 0–2000 0/1',
    'b run 2000–4000 0/1',
  ]);
});

test('stages at the same time split the height', () => {
  expect(drawn(run([stage('a', 1_000, 5_000), stage('b', 2_000, 4_000), stage('c', 5_000, 6_000)]))).toEqual([
    'a ok 0–4000 0/2',
    'b ok 1000–3000 1/2',
    'c ok 4000–5000 0/1',
  ]);
});

test('waiting is hatched: in the queue, for a person, for time', () => {
  expect(
    drawn(
      run(
        [
          stage('judge', 61_000, undefined, { type: 'manualJudgment' }),
          stage('w', 61_000, 62_000, { type: 'wait' }),
        ],
        { startTime: 61_000 },
      ),
    ).map((line) => line.split(' ')[1]),
  ).toEqual(['queue', 'hold', 'wait']);
});

test('what is to come is an outline after now, as long as it takes as a rule', () => {
  expect(drawn(run([stage('a', 1_000), stage('b')]), 3_000, new Map([['b', 500]]))).toEqual([
    'a run 0–2000 0/1',
    'b estimate 2000–2500 0/1',
  ]);
});

test('a stage that is part of another is not drawn', () => {
  expect(
    drawn(run([stage('a', 1_000, 2_000), stage('part', 1_000, 2_000, { parentStageId: 'a' })])),
  ).toHaveLength(1);
});
