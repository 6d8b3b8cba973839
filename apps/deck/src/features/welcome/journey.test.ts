import { describe, expect, test } from 'vitest';
import type { PipelineExecution } from '@gennaker/contracts/orca';
import { journeyOf } from './journey.ts';

let time = 0;
const run = (version: string, status: string) =>
  ({
    id: `run ${version}`,
    name: 'Ship',
    status,
    buildTime: (time += 1),
    trigger: { type: 'manual', parameters: { version } },
    stages: [],
  }) as unknown as PipelineExecution;
const states = (...runs: PipelineExecution[]) => journeyOf(runs).steps.map(({ state }) => state);

describe('the first five minutes', () => {
  test('begin with version 1', () => {
    expect(journeyOf([]).next?.version).toBe('1');
  });

  test('go on with the version after the one that serves', () => {
    expect(journeyOf([run('1', 'SUCCEEDED')]).next?.version).toBe('2');
  });

  test('offer nothing while a version is shipped', () => {
    const { active, next } = journeyOf([run('1', 'SUCCEEDED'), run('2', 'RUNNING')]);
    expect([active?.version, next]).toEqual(['2', undefined]);
  });

  test('take a failed run of a broken version as what was meant', () => {
    const all = [run('1', 'SUCCEEDED'), run('2', 'SUCCEEDED'), run('3', 'TERMINAL'), run('4', 'TERMINAL')];
    expect(journeyOf(all).isDone).toBe(true);
  });

  test('ask again for a version that was cancelled', () => {
    const { next } = journeyOf([run('1', 'SUCCEEDED'), run('2', 'CANCELED')]);
    expect([next?.version, next?.state]).toEqual(['2', 'other']);
  });

  test('begin anew when version 1 is shipped again', () => {
    expect(states(run('1', 'SUCCEEDED'), run('2', 'SUCCEEDED'), run('1', 'RUNNING'))).toEqual([
      'running',
      'todo',
      'todo',
      'todo',
    ]);
  });
});
