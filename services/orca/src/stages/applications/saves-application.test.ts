import { notFound } from '@gennaker/kernel';
import type { StageDefinition, Tools } from '@gennaker/sdk';
import { runTask } from '@gennaker/sdk/testing';
import { expect, test } from 'vitest';
import { createApplication } from '../create-application.ts';
import { deleteApplication } from '../delete-application.ts';
import { deleteProject } from '../delete-project.ts';
import { upsertProject } from '../upsert-project.ts';

/** Knows application shop, which has clusters as given, and no project. */
function services(clusters: Record<string, string[]> = {}) {
  const calls: string[] = [];
  const isThere = ({ params }: { params: { application: string } }) => {
    if (params.application !== 'shop') throw notFound('No item found');
  };
  const front50 = {
    applications: {
      get: async (call: { params: { application: string } }) => {
        isThere(call);
        return { name: 'SHOP', email: 'a@b.c' };
      },
      create: async ({ body }: { body: object }) => {
        calls.push('create');
        return body;
      },
      merge: async ({ body }: { body: object }) => {
        calls.push('merge');
        return body;
      },
      delete: async (call: { params: { application: string } }) => {
        isThere(call);
        calls.push('delete');
      },
    },
    projects: {
      create: async ({ body }: { body: object }) => ({ ...body, id: 'new' }),
      update: async ({ body }: { body: object }) => body,
      delete: async () => {
        throw notFound('No such project');
      },
    },
  };
  const clouddriver = { infrastructure: { clusters: async () => clusters } };
  return { calls, tools: { front50, clouddriver } as unknown as Tools };
}
const run = async (stage: StageDefinition, task: string, context: object, given = services()) => ({
  ...(await runTask(stage, task, { context: { ...context } }, given.tools)),
  calls: given.calls,
});

test.each([
  ['shop', 'merge', { name: 'SHOP', email: 'a@b.c' }],
  ['new', 'create', {}],
])('application %s: %s', async (name, call, previousState) => {
  const application = { name, email: 'x@y.z' };
  const result = await run(createApplication, 'createApplication', { application });
  expect(result).toMatchObject({
    status: 'SUCCEEDED',
    calls: [call],
    context: {
      'notification.type': 'upsertapplication',
      'application.name': name,
      previousState,
      newState: application,
    },
  });
});

test('an application that something is deployed of stays', async () => {
  const context = { application: { name: 'shop' } };
  const result = await run(
    deleteApplication,
    'verifyNoDependencies',
    context,
    services({ local: ['shop-prod'] }),
  );
  expect(result).toMatchObject({
    status: 'TERMINAL',
    context: {
      exception: {
        details: {
          errors: [
            'Application is associated with one or more clusters',
            'Destroy the server groups of shop-prod first.',
          ],
        },
      },
    },
  });
  expect(await run(deleteApplication, 'verifyNoDependencies', context)).toMatchObject({
    status: 'SUCCEEDED',
  });
});

test.each([
  ['shop', ['delete']],
  ['gone', []],
])('deleting application %s', async (name, calls) => {
  const result = await run(deleteApplication, 'deleteApplication', { application: { name } });
  expect(result).toMatchObject({ status: 'SUCCEEDED', calls, context: { 'application.name': name } });
});

test('projects are saved, and a missing one counts as deleted', async () => {
  const saved = await run(upsertProject, 'upsertProject', { project: { name: 'Web' } });
  expect(saved.context).toMatchObject({ 'notification.type': 'upsertproject', 'project.id': 'new' });
  const deleted = await run(deleteProject, 'deleteProject', { project: { id: 'gone' } });
  expect(deleted).toMatchObject({ status: 'SUCCEEDED', context: { 'project.id': 'gone' } });
});
