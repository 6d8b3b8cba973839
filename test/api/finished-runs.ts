import { expect } from 'vitest';
import type { Row } from './row.ts';
import { application, get } from './subject.ts';

/** Runs are looked up, evaluated over and deleted. */
export const finishedRunCalls: readonly Row[] = [
  {
    name: 'evaluateExpression good',
    call: ({ run }) => ({
      path: `/pipelines/${run}/evaluateExpression?expression=${encodeURIComponent('${1 + 1}')}`,
    }),
    status: 200,
    body: () => ({ result: 2 }),
  },
  {
    name: 'evaluateExpression bad',
    call: ({ run }) => ({ path: `/pipelines/${run}/evaluateExpression?expression=%24%7Bnosuch%7D` }),
    status: 200,
    body: () => ({
      result: '${nosuch}',
      detail: {
        nosuch: [
          {
            description: 'Failed to evaluate [expression] : nosuch not found',
            timestamp: expect.any(Number) as number,
            level: 'INFO',
          },
        ],
      },
    }),
  },
  {
    name: 'executions by both',
    call: get('/executions?pipelineConfigIds=a&executionIds=b'),
    status: 400,
    message: /Only pipelineConfigIds OR executionIds can be specified/,
  },
  { name: 'executions by neither', call: get('/executions'), status: 200, body: () => [] },
  {
    name: 'executions by an unknown id',
    call: get('/executions?executionIds=nope'),
    status: 200,
    body: () => [],
    spinnaker: '500',
  },
  {
    name: 'executions by ids',
    call: ({ run, slow }) => ({ path: `/executions?executionIds=${slow},${run}` }),
    status: 200,
    body: ({ run, slow }) => [{ id: slow }, { id: run }],
  },
  {
    name: 'executions search',
    call: get('/applications/gateapp/executions/search?pipelineName=p%20one&size=1'),
    status: 200,
    body: ({ run }) => [{ id: run, name: 'p one', application }],
  },
  {
    name: 'executions bad status',
    call: get('/applications/gateapp/pipelines?statuses=BOGUS'),
    status: 400,
    message: /BOGUS/,
    spinnaker: 'the same status, with the address of Orca and a Java class',
  },
  {
    name: 'delete execution',
    call: ({ run }) => ({ method: 'DELETE', path: `/pipelines/${run}` }),
    status: 200,
    as: 'none',
  },
  {
    name: 'delete execution again',
    call: ({ run }) => ({ method: 'DELETE', path: `/pipelines/${run}` }),
    status: 404,
    message: /No pipeline found for/,
    spinnaker: 'the same after the address of Orca',
  },
];
