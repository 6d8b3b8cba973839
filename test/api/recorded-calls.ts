import { expect } from 'vitest';
import { lastSegment, type Row } from './row.ts';

const application = 'gateapp';
const stages = [{ refId: '1', type: 'wait', name: 'w', waitTime: 0, requisiteStageRefIds: [] }];
const pipeline = {
  application,
  stages,
  parameterConfig: [
    { name: 'a', default: 'x' },
    { name: 'req', required: true },
  ],
  triggers: [],
  limitConcurrent: true,
  keepWaitingPipelines: false,
};
const task = (applicationName: string, description: string, job: Record<string, unknown>) => () => ({
  method: 'POST',
  path: '/tasks',
  body: { application: applicationName, description, job: [job] },
});
const get = (path: string) => () => ({ path });
const refOf = (kind: 'tasks' | 'pipelines') => ({
  ref: expect.stringMatching(new RegExp(`^/${kind}/`)) as string,
});
type Json = Record<string, unknown>;

/** Calls that were recorded on a Gate of 2026, in their order, as far as what they touch exists here. */
export const recordedCalls: readonly Row[] = [
  {
    name: 'auth user (anonymous)',
    call: get('/auth/user'),
    status: 200,
    body: () => ({
      email: 'anonymous',
      username: 'anonymous',
      firstName: null,
      lastName: null,
      roles: [],
      allowedAccounts: [],
      authorities: [],
      accountNonExpired: true,
      accountNonLocked: true,
      credentialsNonExpired: true,
      enabled: true,
      isAdmin: false,
      canMintApiTokens: false,
    }),
  },
  {
    name: 'credentials expand',
    call: get('/credentials?expand=true'),
    status: 200,
    body: () => expect.any(Array),
  },
  {
    name: 'unknown account',
    call: get('/credentials/none'),
    status: 404,
    message: /none/,
    spinnaker: '200 with an empty body',
  },
  {
    name: 'application missing',
    call: get('/applications/none'),
    status: 404,
    message: 'Application not found (id: none)',
  },
  {
    name: 'create application task',
    call: task(application, 'Create Application: gateapp', {
      type: 'createApplication',
      application: {
        name: application,
        email: 'a@b.c',
        cloudProviders: 'kubernetes',
        instancePort: 80,
        repoType: 'github',
      },
      user: 'me',
    }),
    status: 200,
    body: () => refOf('tasks'),
    keep: ({ body }, seen) => (seen['create'] = lastSegment((body as Json)['ref'])),
  },
  {
    name: 'create application task has ended',
    call: ({ create }) => ({ path: `/tasks/${create}` }),
    status: 200,
    eventually: true,
    body: () => ({
      application,
      name: 'Create Application: gateapp',
      status: 'SUCCEEDED',
      variables: expect.arrayContaining([
        { key: 'notification.type', value: 'upsertapplication' },
        { key: 'application.name', value: application },
      ]) as unknown,
    }),
  },
  {
    name: 'create same application again',
    call: task(application, 'again', {
      type: 'createApplication',
      application: { name: application, email: 'a@b.c' },
      user: 'me',
    }),
    status: 200,
    body: () => refOf('tasks'),
    keep: ({ body }, seen) => (seen['again'] = lastSegment((body as Json)['ref'])),
  },
  {
    name: 'create same application again has ended',
    call: ({ again }) => ({ path: `/tasks/${again}` }),
    status: 200,
    eventually: true,
    body: () => ({ status: 'SUCCEEDED' }),
  },
  {
    name: 'create application bad name',
    call: task('Bad Name!', 'bad', {
      type: 'createApplication',
      application: { name: 'Bad Name!', email: 'nomail' },
      user: 'me',
    }),
    status: 200,
    body: () => refOf('tasks'),
    keep: ({ body }, seen) => (seen['badName'] = lastSegment((body as Json)['ref'])),
  },
  {
    name: 'create application bad name has ended',
    call: ({ badName }) => ({ path: `/tasks/${badName}` }),
    status: 200,
    eventually: true,
    body: () => ({ status: 'TERMINAL' }),
    spinnaker: 'the application is created',
  },
  {
    name: 'application',
    call: get('/applications/gateapp'),
    status: 200,
    body: () => ({
      name: application,
      attributes: {
        name: application,
        email: 'a@b.c',
        cloudProviders: 'kubernetes',
        instancePort: 80,
        repoType: 'github',
        createTs: expect.stringMatching(/^\d{13}$/) as string,
        updateTs: expect.stringMatching(/^\d{13}$/) as string,
      },
      clusters: {},
    }),
  },
  {
    name: 'application no expand',
    call: get('/applications/gateapp?expand=false'),
    status: 200,
    body: () => ({ name: application, attributes: { email: 'a@b.c' }, clusters: {} }),
  },
  {
    name: 'applications list',
    call: get('/applications'),
    status: 200,
    body: () => expect.arrayContaining([expect.objectContaining({ name: application, email: 'a@b.c' })]),
  },
  {
    name: 'pipelineConfigs empty',
    call: get('/applications/gateapp/pipelineConfigs'),
    status: 200,
    body: () => [],
  },
  {
    name: 'pipelineConfig missing',
    call: get('/applications/gateapp/pipelineConfigs/none'),
    status: 404,
    message: 'Pipeline configuration not found (nameOrId: none in application gateapp)',
    spinnaker: 'the same, followed by the address of Front50',
  },
  {
    name: 'pipelineConfigs of missing app',
    call: get('/applications/none/pipelineConfigs'),
    status: 200,
    body: () => [],
  },
  {
    name: 'save pipeline without application',
    call: () => ({ method: 'POST', path: '/pipelines', body: { name: 'x', stages: [] } }),
    status: 400,
    message: /application/,
    spinnaker: '500 with a NullPointerException',
  },
  {
    name: 'save pipeline without name',
    call: () => ({ method: 'POST', path: '/pipelines', body: { application, stages: [] } }),
    status: 400,
    message: /A pipeline requires name and application fields/,
  },
  {
    name: 'save pipeline',
    call: () => ({ method: 'POST', path: '/pipelines', body: { ...pipeline, name: 'p one', color: 'kept' } }),
    status: 200,
    as: 'none',
  },
  {
    name: 'saved pipeline',
    call: get('/applications/gateapp/pipelineConfigs/p%20one'),
    status: 200,
    body: () => ({ ...pipeline, name: 'p one', color: 'kept', id: expect.any(String) as string, index: 0 }),
    keep: ({ body }, seen) => {
      seen['id'] = String((body as Json)['id']);
      seen['config'] = JSON.stringify(body);
    },
  },
  {
    name: 'save pipeline with a name in use',
    call: () => ({ method: 'POST', path: '/pipelines', body: { ...pipeline, name: 'p one' } }),
    status: 400,
    message: /A pipeline with name p one already exists in application gateapp/,
  },
  {
    name: 'save stale pipeline',
    call: ({ config }) => ({
      method: 'POST',
      path: '/pipelines?staleCheck=true',
      body: { ...(JSON.parse(config ?? '') as Json), updateTs: '1' },
    }),
    status: 400,
    message: /The submitted pipeline is stale/,
  },
  {
    name: 'save pipeline slash name',
    call: () => ({ method: 'POST', path: '/pipelines', body: { ...pipeline, name: 'a/b' } }),
    status: 200,
    as: 'none',
  },
  {
    name: 'save pipeline malformed json',
    call: () => ({ method: 'POST', path: '/pipelines', body: '{bad' }),
    status: 400,
    as: 'problem',
    message: /^Failed to read request/,
  },
  {
    name: 'save pipeline to missing app',
    call: () => ({
      method: 'POST',
      path: '/pipelines',
      body: { ...pipeline, application: 'none', name: 'orphan' },
    }),
    status: 400,
    message: /none/,
    spinnaker: '200, and the pipeline belongs to nobody',
  },
  {
    name: 'update pipeline PUT',
    call: ({ id, config }) => ({
      method: 'PUT',
      path: `/pipelines/${id}`,
      body: { ...(JSON.parse(config ?? '') as Json), description: 'changed' },
    }),
    status: 200,
    body: ({ id }) => ({
      ...pipeline,
      id,
      description: 'changed',
      updateTs: expect.stringMatching(/^\d{13}$/) as string,
    }),
  },
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
  {
    name: 'rename pipeline (move)',
    call: () => ({
      method: 'POST',
      path: '/pipelines/move',
      body: { application, from: 'slow', to: 'slower' },
    }),
    status: 405,
  },
  {
    name: 'reorder',
    call: ({ id }) => ({
      method: 'POST',
      path: '/actions/pipelines/reorder',
      body: { application, idsToIndices: { [String(id)]: 1 } },
    }),
    status: 200,
    body: () => ({ name: 'Reorder pipelines', application, status: 'SUCCEEDED' }),
  },
  {
    name: 'reorder without indices',
    call: () => ({ method: 'POST', path: '/actions/pipelines/reorder', body: { application } }),
    status: 400,
    message: /`idsToIndices` is required field on request body/,
  },
  {
    name: 'delete pipeline',
    call: () => ({ method: 'DELETE', path: '/pipelines/gateapp/p%20one' }),
    status: 200,
    as: 'none',
  },
  {
    name: 'delete pipeline again',
    call: () => ({ method: 'DELETE', path: '/pipelines/gateapp/p%20one' }),
    status: 200,
    as: 'none',
  },
  {
    name: 'trigger deleted pipeline',
    call: () => ({ method: 'POST', path: '/pipelines/gateapp/p%20one', body: { type: 'manual' } }),
    status: 404,
    message:
      'Unable to trigger pipeline (application: gateapp, pipelineNameOrId: p one). Error: Pipeline configuration not found (nameOrId: p one in application gateapp)',
    spinnaker: 'the same, followed by the address of Front50',
  },
  {
    name: 'task empty',
    call: () => ({ method: 'POST', path: '/tasks', body: {} }),
    status: 400,
    message: /job|application/,
    spinnaker: '500 with a NullPointerException',
  },
  {
    name: 'not found',
    call: get('/nope'),
    status: 404,
    as: 'problem',
    body: () => ({
      type: 'about:blank',
      title: 'Not Found',
      status: 404,
      detail: 'No static resource nope.',
      instance: '/nope',
    }),
  },
  {
    name: 'method not allowed',
    call: () => ({ method: 'POST', path: '/version' }),
    status: 405,
    as: 'problem',
    body: () => ({
      title: 'Method Not Allowed',
      status: 405,
      detail: "Method 'POST' is not supported.",
      instance: '/version',
    }),
  },
  {
    name: 'wrong content type',
    call: () => ({
      method: 'POST',
      path: '/pipelines',
      body: 'x=1',
      headers: { 'content-type': 'application/x-www-form-urlencoded;charset=UTF-8' },
    }),
    status: 415,
    as: 'problem',
    body: () => ({
      title: expect.any(String) as string,
      detail: "Content-Type 'application/x-www-form-urlencoded;charset=UTF-8' is not supported.",
    }),
  },
  { name: 'clusters', call: get('/applications/gateapp/clusters'), status: 200, body: () => ({}) },
  { name: 'server groups', call: get('/applications/gateapp/serverGroups'), status: 200, body: () => [] },
  { name: 'load balancers', call: get('/applications/gateapp/loadBalancers'), status: 200, body: () => [] },
  {
    name: 'history',
    call: get('/applications/gateapp/history'),
    status: 200,
    body: () => [expect.objectContaining({ email: 'a@b.c' }), expect.objectContaining({ email: 'a@b.c' })],
  },
  { name: 'capabilities', call: get('/capabilities/deployMonitors'), status: 404, as: 'problem' },
  {
    name: 'api docs',
    call: get('/v3/api-docs'),
    status: 200,
    body: () => ({ openapi: expect.stringMatching(/^3\.1/) as string, paths: expect.any(Object) as object }),
  },
  { name: 'root', call: get('/'), status: 302 },
  {
    name: 'delete application',
    call: task(application, 'Delete', {
      type: 'deleteApplication',
      application: { name: application },
      user: 'me',
    }),
    status: 200,
    body: () => refOf('tasks'),
    keep: ({ body }, seen) => (seen['delete'] = lastSegment((body as Json)['ref'])),
  },
  {
    name: 'delete application result',
    call: ({ delete: id }) => ({ path: `/tasks/${id}` }),
    status: 200,
    eventually: true,
    body: () => ({
      name: 'Delete',
      application,
      status: 'SUCCEEDED',
      variables: expect.arrayContaining([
        { key: 'notification.type', value: 'deleteapplication' },
        { key: 'application.name', value: application },
      ]) as unknown,
    }),
  },
];
