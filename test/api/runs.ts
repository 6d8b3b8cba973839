import { expect } from 'vitest';
import { lastSegment, type Row } from './row.ts';
import { application, get, refOf } from './subject.ts';

type Json = Record<string, unknown>;

/** Pipelines run and are steered. */
export const runCalls: readonly Row[] = [
  {
    name: 'trigger missing required parameter',
    call: () => ({ method: 'POST', path: '/pipelines/gateapp/p%20one', body: { type: 'manual' } }),
    status: 400,
    message: 'Required parameter req is missing',
  },
  {
    name: 'trigger by id',
    call: ({ id }) => ({
      method: 'POST',
      path: `/pipelines/gateapp/${id}`,
      body: { type: 'manual', parameters: { req: '1' } },
    }),
    status: 202,
    body: () => refOf('pipelines'),
    keep: ({ body }, seen) => (seen['run'] = lastSegment((body as Json)['ref'])),
  },
  {
    name: 'execution',
    call: ({ run }) => ({ path: `/pipelines/${run}` }),
    status: 200,
    eventually: true,
    body: ({ run, id }) => ({
      type: 'PIPELINE',
      id: run,
      application,
      name: 'p one',
      pipelineConfigId: id,
      status: 'SUCCEEDED',
      canceled: false,
      limitConcurrent: true,
      maxConcurrentExecutions: 0,
      keepWaitingPipelines: false,
      origin: 'api',
      buildTime: expect.any(Number) as number,
      startTime: expect.any(Number) as number,
      endTime: expect.any(Number) as number,
      trigger: { type: 'manual', user: 'anonymous', parameters: { a: 'x', req: '1' } },
      stages: [
        {
          refId: '1',
          type: 'wait',
          name: 'w',
          status: 'SUCCEEDED',
          context: { waitTime: 0 },
          outputs: {},
          requisiteStageRefIds: [],
          tasks: [{ id: '1', name: 'wait', status: 'SUCCEEDED', stageStart: true, stageEnd: true }],
        },
      ],
    }),
  },
  {
    name: 'trigger without body',
    call: () => ({ method: 'POST', path: '/pipelines/gateapp/p%20one' }),
    status: 400,
    message: 'Required parameter req is missing',
  },
  {
    name: 'trigger missing pipeline',
    call: () => ({ method: 'POST', path: '/pipelines/gateapp/none', body: { type: 'manual' } }),
    status: 404,
    message:
      'Unable to trigger pipeline (application: gateapp, pipelineNameOrId: none). Error: Pipeline configuration not found (nameOrId: none in application gateapp)',
    spinnaker: 'the same, followed by the address of Front50',
  },
  {
    name: 'start ad hoc pipeline',
    call: () => ({
      method: 'POST',
      path: '/pipelines/start',
      body: { application, name: 'adhoc', stages: [{ type: 'wait', waitTime: 0, refId: '1' }] },
    }),
    status: 200,
    body: () => refOf('pipelines'),
    spinnaker: '400: only saved pipelines can be started',
  },
  {
    name: 'execution missing',
    call: get('/pipelines/nope'),
    status: 404,
    message: 'Pipeline not found (id: nope)',
  },
  {
    name: 'cancel missing',
    call: () => ({ method: 'PUT', path: '/pipelines/nope/cancel' }),
    status: 404,
    message: /No pipeline found for nope/,
    spinnaker: 'the same after the address of Orca',
  },
  {
    name: 'cancel task missing',
    call: () => ({ method: 'PUT', path: '/tasks/nope/cancel' }),
    status: 404,
    message: /No orchestration found for nope/,
    spinnaker: 'the same after the address of Orca',
  },
  {
    name: 'save pipeline 2',
    call: () => ({
      method: 'POST',
      path: '/pipelines',
      body: {
        application,
        name: 'slow',
        stages: [
          { refId: '1', type: 'wait', name: 'w', waitTime: 120, requisiteStageRefIds: [] },
          {
            refId: '2',
            type: 'manualJudgment',
            name: 'mj',
            requisiteStageRefIds: ['1'],
            judgmentInputs: [{ value: 'x' }],
          },
        ],
      },
    }),
    status: 200,
    as: 'none',
  },
  {
    name: 'trigger slow',
    call: () => ({ method: 'POST', path: '/pipelines/gateapp/slow', body: { type: 'manual' } }),
    status: 202,
    body: () => refOf('pipelines'),
    keep: ({ body }, seen) => (seen['slow'] = lastSegment((body as Json)['ref'])),
  },
  {
    name: 'slow waits',
    call: ({ slow }) => ({ path: `/pipelines/${slow}` }),
    status: 200,
    eventually: true,
    body: () => ({ stages: [{ status: 'RUNNING' }, { status: 'NOT_STARTED' }] }),
    keep: ({ body }, seen) => {
      const [wait, judgment] = (body as { stages: { id: string }[] }).stages;
      seen['wait'] = wait?.id ?? '';
      seen['judgment'] = judgment?.id ?? '';
    },
  },
  {
    name: 'resume what is not paused',
    call: ({ slow }) => ({ method: 'PUT', path: `/pipelines/${slow}/resume` }),
    status: 409,
    message: /only a PAUSED one can be resumed/,
    spinnaker: '200, and nothing happens',
  },
  {
    name: 'delete running execution',
    call: ({ slow }) => ({ method: 'DELETE', path: `/pipelines/${slow}` }),
    status: 409,
    message: /Cannot delete a running pipeline, please cancel it first\./,
  },
  {
    name: 'skip wait',
    call: ({ slow, wait }) => ({
      method: 'PATCH',
      path: `/pipelines/${slow}/stages/${wait}`,
      body: { skipRemainingWait: true },
    }),
    status: 200,
    body: ({ slow }) => ({ id: slow, type: 'PIPELINE', application, name: 'slow' }),
  },
  {
    name: 'judgment waits',
    call: ({ slow }) => ({ path: `/pipelines/${slow}` }),
    status: 200,
    eventually: true,
    body: () => ({ stages: [{ status: 'SUCCEEDED' }, { status: 'RUNNING' }] }),
  },
  {
    name: 'judge',
    call: ({ slow, judgment }) => ({
      method: 'PATCH',
      path: `/pipelines/${slow}/stages/${judgment}`,
      body: { judgmentStatus: 'continue', judgmentInput: 'x' },
    }),
    status: 200,
    body: ({ slow }) => ({
      id: slow,
      stages: [{}, { context: { judgmentStatus: 'continue', judgmentInput: 'x' } }],
    }),
  },
  {
    name: 'judge an unknown stage',
    call: ({ slow }) => ({
      method: 'PATCH',
      path: `/pipelines/${slow}/stages/nope`,
      body: { judgmentStatus: 'continue' },
    }),
    status: 404,
    message: /nope/,
    spinnaker: '500 after two seconds',
  },
  {
    name: 'cancel with reason',
    call: ({ slow }) => ({ method: 'PUT', path: `/pipelines/${slow}/cancel?reason=enough&force=false` }),
    status: 200,
    as: 'none',
  },
  {
    name: 'restart an unknown stage',
    call: ({ slow }) => ({ method: 'PUT', path: `/pipelines/${slow}/stages/nope/restart`, body: {} }),
    status: 404,
    message: /nope/,
    spinnaker: '200, and nothing happens',
  },
];
