import { expect, test } from 'vitest';
import type { PipelineExecution } from '@gennaker/contracts/orca';
import { merged } from './merged-outline.ts';

const execution = {
  id: 'e',
  status: 'RUNNING',
  stages: [
    {
      id: 'a',
      status: 'RUNNING',
      startTime: 5,
      endTime: 9,
      context: { image: 'x' },
      tasks: [{ id: '1', name: 't', status: 'RUNNING' }],
    },
    { id: 'b', status: 'NOT_STARTED', context: {}, tasks: [] },
  ],
} as unknown as PipelineExecution;

test('changes stages in place and keeps what the stream does not carry', () => {
  const { stages, status } = merged(execution, {
    id: 'e',
    status: 'SUCCEEDED',
    stages: [{ id: 'a', status: 'SUCCEEDED', tasks: [{ name: 't', status: 'SUCCEEDED' }] as never }],
  });
  expect(status).toBe('SUCCEEDED');
  expect(stages.map(({ id }) => id)).toEqual(['a', 'b']);
  expect(stages[0]).toMatchObject({
    status: 'SUCCEEDED',
    context: { image: 'x' },
    tasks: [{ id: '1', status: 'SUCCEEDED' }],
  });
});

test('forgets the end of a stage that runs again', () => {
  const { stages } = merged(execution, { id: 'e', stages: [{ id: 'a', status: 'RUNNING', startTime: 20 }] });
  expect([stages[0]!.startTime, stages[0]!.endTime]).toEqual([20, undefined]);
});

test('adds and removes stages', () => {
  const { stages } = merged(execution, { id: 'e', stages: [{ id: 'c', name: 'New' }], removedStages: ['b'] });
  expect(stages.map(({ id }) => id)).toEqual(['a', 'c']);
  expect(stages[1]!.context).toEqual({});
});
