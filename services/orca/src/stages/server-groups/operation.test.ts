import { runTask } from '@gennaker/sdk/testing';
import { expect, test } from 'vitest';
import { cloud } from '../testing/cloud.ts';
import { upsertLoadBalancer } from '../upsert-load-balancer.ts';

const context = { credentials: 'local', region: 'localhost', name: 'shop-prod', listeners: [{ port: 80 }] };
const monitored = (task: Record<string, unknown>, more: object = {}) =>
  runTask(
    upsertLoadBalancer,
    'monitorUpsert',
    { context: { ...context, 'kato.last.task.id': { id: 'task1' }, ...more } },
    cloud([], { task }),
  );

test('submits under its key, so that a repeated attempt changes nothing', async () => {
  const fake = cloud([]);
  const result = await runTask(upsertLoadBalancer, 'upsertLoadBalancer', { context }, fake);
  expect(fake.submitted).toMatchObject([
    {
      provider: 'local',
      key: 'key1',
      body: [{ upsertLoadBalancer: { name: 'shop-prod', account: 'local' } }],
    },
  ]);
  expect(result).toMatchObject({ status: 'SUCCEEDED', context: { 'kato.last.task.id': { id: 'task1' } } });
});

test('sleeps until the operation ends', async () => {
  const result = await monitored({ status: { complete: false, completed: false } });
  expect(result).toMatchObject({ status: 'RUNNING', wakeOn: ['operationTask:task1'] });
});

test('shows the operation, and the server groups it made', async () => {
  const deployments = [{ serverGroupName: 'shop-v001' }];
  const result = await monitored(
    { resultObjects: [{ serverGroupNames: ['localhost:shop-v001'], deployments }] },
    { 'kato.tasks': [{ id: 'task0' }] },
  );
  expect(result).toMatchObject({
    status: 'SUCCEEDED',
    context: {
      'kato.tasks': [{ id: 'task0' }, { id: 'task1', status: { completed: true, failed: false } }],
      'kato.task.lastStatus': 'SUCCEEDED',
      'deploy.server.groups': { localhost: ['shop-v001'] },
      'deploy.account.name': 'local',
      deployments,
    },
  });
});

test('fails with the words of the operation', async () => {
  const exception = { type: 'EXCEPTION', operation: 'upsertLoadBalancer', message: 'port 80 is taken' };
  const result = await monitored({
    status: { completed: false, failed: true, status: 'Orchestration failed' },
    resultObjects: [exception],
  });
  expect(result).toMatchObject({
    status: 'TERMINAL',
    context: {
      exception: { details: { error: 'port 80 is taken', errors: ['port 80 is taken'] } },
      'kato.tasks': [{ exception }],
      'kato.task.lastStatus': 'TERMINAL',
    },
  });
});
