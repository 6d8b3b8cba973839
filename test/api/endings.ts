import { expect } from 'vitest';
import { lastSegment, type Row } from './row.ts';
import { application, get, refOf, task } from './subject.ts';

type Json = Record<string, unknown>;

/** Pipelines are moved and deleted, requests refused; at last the application goes. */
export const endingCalls: readonly Row[] = [
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
