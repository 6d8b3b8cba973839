import type { Instance } from '@gennaker/contracts/clouddriver';
import { runTask, stageView } from '@gennaker/sdk/testing';
import { describe, expect, test } from 'vitest';
import { createServerGroup } from '../create-server-group.ts';
import { disableServerGroup } from '../disable-server-group.ts';
import { cloud, group, instance } from '../testing/cloud.ts';

const NAME = 'shop-prod-v002';
const deployed = {
  credentials: 'local',
  region: 'localhost',
  application: 'shop',
  stack: 'prod',
  'deploy.server.groups': { localhost: [NAME] },
};
const of = (...instances: Instance[]) => group(NAME, 0, { instances });
const waiting = (present: ReturnType<typeof group>[], context: object = {}, log?: string) =>
  runTask(
    createServerGroup,
    'waitForUpInstances',
    { context: { ...deployed, ...context } },
    cloud(present, log === undefined ? {} : { log }),
  );

describe('waiting for instances', () => {
  test.each([
    ['all are up', of(instance('a', 'Up'), instance('b', 'Up')), {}, 'SUCCEEDED'],
    ['one still starts', of(instance('a', 'Up'), instance('b', 'Starting')), {}, 'RUNNING'],
    [
      'half are enough',
      of(instance('a', 'Up'), instance('b', 'Starting')),
      { targetHealthyDeployPercentage: 50 },
      'SUCCEEDED',
    ],
    [
      'a little is at least one',
      of(instance('a', 'Starting')),
      { targetHealthyDeployPercentage: 1 },
      'RUNNING',
    ],
    [
      'a pinned capacity decides',
      of(instance('a', 'Up')),
      { capacity: { min: 2, max: 2, desired: 2 } },
      'RUNNING',
    ],
    [
      'an open capacity leaves it to the group',
      of(instance('a', 'Up')),
      { capacity: { min: 1, max: 4, desired: 2 } },
      'SUCCEEDED',
    ],
    ['nothing is wanted', of(), { capacity: { min: 0, max: 0, desired: 0 } }, 'SUCCEEDED'],
    [
      'no health is interesting',
      of(instance('a', 'Starting')),
      { interestingHealthProviderNames: [] },
      'SUCCEEDED',
    ],
    [
      'only another’s health is interesting',
      of(instance('a', 'Up')),
      { interestingHealthProviderNames: ['X'] },
      'RUNNING',
    ],
  ])('%s', async (_, present, context, status) => {
    expect(await waiting([present], context)).toMatchObject({ status });
  });

  test('sleeps until the server group changes, and says what it waits for', async () => {
    expect(await waiting([of(instance('a', 'Starting'))])).toMatchObject({
      retryAfter: 1_000,
      wakeOn: [`serverGroup:local:localhost:${NAME}`],
      context: { waitsBecause: `0 of 1 needed instances of ${NAME} are healthy. a is Starting.` },
    });
  });

  test('fails early, with the reason, when no instance is on its way any more', async () => {
    const bad = (name: string) =>
      instance(name, 'Down', {
        failed: true,
        health: [{ type: 'Local', state: 'Down', description: 'GET /health answered 503' }],
      });
    const result = await waiting([of(bad('a'), bad('b'))], {}, 'starting\nno database\n');
    expect(result).toMatchObject({ status: 'TERMINAL' });
    expect(JSON.stringify(result)).toContain(
      `0 of 2 needed instances of ${NAME} are healthy. a is Down: GET /health answered 503. b is Down: GET /health answered 503. Last line of the log of a: no database`,
    );
  });

  test('waits on while one may still come up', async () => {
    const present = of(instance('a', 'Down', { failed: true }), instance('b', 'Starting'));
    expect(await waiting([present])).toMatchObject({ status: 'RUNNING' });
  });

  test('a group that is not there yet is waited for; one that went away is a failure', async () => {
    expect(await waiting([])).toMatchObject({ status: 'RUNNING' });
    expect(await waiting([], { lastCapacityCheck: {} })).toMatchObject({ status: 'TERMINAL' });
  });

  test('a timeout says what was missing', () => {
    const view = stageView(createServerGroup, { context: { ...deployed, waitsBecause: 'a is Starting.' } });
    const { tasks } = createServerGroup;
    const task = typeof tasks === 'function' ? undefined : tasks?.['waitForUpInstances'];
    expect(JSON.stringify(task?.onTimeout?.(view, {} as never))).toContain('a is Starting.');
  });
});

test.each([
  ['all are out', [instance('a', 'OutOfService'), instance('b', 'OutOfService')], 100, 'SUCCEEDED'],
  ['one drains', [instance('a', 'OutOfService'), instance('b', 'Draining')], 100, 'RUNNING'],
  ['half are enough', [instance('a', 'OutOfService'), instance('b', 'Up')], 50, 'SUCCEEDED'],
])('waiting for traffic to end: %s', async (_, instances, desiredPercentage, status) => {
  const context = { credentials: 'local', region: 'localhost', serverGroupName: NAME, desiredPercentage };
  const result = await runTask(
    disableServerGroup,
    'waitForDownInstances',
    { context },
    cloud([of(...instances)]),
  );
  expect(result).toMatchObject({ status });
});
