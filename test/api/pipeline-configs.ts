import { expect } from 'vitest';
import type { Row } from './row.ts';
import { application, get, pipeline } from './subject.ts';

type Json = Record<string, unknown>;

/** Pipelines are saved. */
export const pipelineConfigCalls: readonly Row[] = [
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
];
