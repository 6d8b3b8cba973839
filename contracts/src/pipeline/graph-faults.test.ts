import { expect, test } from 'vitest';
import { graphFaults } from './index.ts';

const stage = (refId: string | number, ...requisiteStageRefIds: (string | number)[]) => ({
  type: 'wait',
  refId,
  requisiteStageRefIds,
});

test('a graph that can run has no faults', () => {
  expect(graphFaults([stage('1'), stage(2, 1), stage('3', '1'), stage('4', 2, '3')])).toEqual([]);
  expect(graphFaults([{ type: 'wait' }, { type: 'wait' }])).toEqual([]);
});

test.each([
  [[stage('1'), stage('1')], ["stages[1].refId: '1' is used by another stage; each needs its own"]],
  [[stage('1', '9')], ["stages[0].requisiteStageRefIds: there is no stage with refId '9'"]],
  [[{ refId: '1' }], ['stages[0].type: give the stage a type']],
  [[stage('1', '1')], ["stages: '1' → '1' wait for each other; remove one of these connections"]],
  [
    [stage('0'), stage('1', '0', '3'), stage('2', '1'), stage('3', '2')],
    ["stages: '1' → '2' → '3' → '1' wait for each other; remove one of these connections"],
  ],
])('finds what is wrong with %j', (stages, faults) => {
  expect(graphFaults(stages)).toEqual(faults);
});
