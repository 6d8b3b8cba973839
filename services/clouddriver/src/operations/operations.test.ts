import { unavailable } from '@gennaker/kernel';
import { testDatabase } from '@gennaker/kernel/testing';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { group, scriptedCloud, type Script } from '../../testing/scripted-cloud.ts';
import { startClouddriver } from '../../testing/start.ts';

type Started = Awaited<ReturnType<typeof startClouddriver>>;
let database: Awaited<ReturnType<typeof testDatabase>>;
let running: Started[] = [];
const { cloud, account, scripts } = scriptedCloud();
const saved = {
  applications: { shop: { trafficGuards: [{ account: '*', location: '*', stack: '*', detail: '*' }] } },
};

beforeAll(async () => {
  database = await testDatabase();
});
afterEach(async () => {
  await Promise.all(running.map((server) => server.stop()));
  running = [];
});
afterAll(() => database.drop());

const start = async (options = {}) => {
  const server = await startClouddriver(database, [cloud], saved, options);
  running.push(server);
  await server.run();
  return server;
};
let count = 0;
const scripted = (script: Script): string => {
  const name = `script${++count}`;
  scripts.set(name, script);
  return name;
};
const act = (server: Started, ...names: string[]) =>
  server.client.operations.submit({
    params: { provider: 'scripted' },
    body: names.map((script) => ({ act: { credentials: 'test', script } })),
  });
const ended = (server: Started, id: string) =>
  server.client.operations.task({ params: { id }, query: { wait: 10_000 } });

describe('a task', () => {
  test('runs its operations in order and keeps history and results', async () => {
    const server = await start();
    const { id, resourceUri } = await act(server, scripted({ a: () => 1 }), scripted({ b: () => 2 }));
    expect(resourceUri).toBe(`/task/${id}`);
    const task = await ended(server, id);
    expect(task).toMatchObject({
      id,
      status: {
        phase: 'ORCHESTRATION',
        status: 'Orchestration completed.',
        complete: true,
        completed: true,
        failed: false,
        retryable: false,
      },
      resultObjects: [{ results: { a: 1 } }, { results: { b: 2 } }],
      outputs: [],
    });
    expect(task.history.map(({ phase, status }) => `${phase} ${status}`)).toEqual([
      'ORCHESTRATION Initializing Orchestration Task',
      'ORCHESTRATION Processing op: act',
      'ACT Doing a',
      'ORCHESTRATION Processing op: act',
      'ACT Doing b',
      'ORCHESTRATION Orchestration completed.',
    ]);
  });

  test('stops at the first failure, with the object that Orca reads', async () => {
    const server = await start();
    let later = 0;
    const fails = scripted({
      a: () => {
        throw new Error('the cloud says no', { cause: new Error('quota is 3') });
      },
    });
    const { id } = await act(server, fails, scripted({ b: () => ++later }));
    const task = await ended(server, id);
    expect(task.status).toMatchObject({
      failed: true,
      complete: true,
      completed: false,
      status: 'Orchestration failed: act | internal: [the cloud says no]',
    });
    expect(task.resultObjects).toEqual([
      {
        type: 'EXCEPTION',
        operation: 'act',
        cause: 'quota is 3',
        message: 'the cloud says no',
        details: [{ message: 'quota is 3' }, { message: 'the cloud says no' }],
      },
    ]);
    expect(later).toBe(0);
  });

  test('the same clientRequestId answers the first task and does nothing', async () => {
    const server = await start();
    let done = 0;
    const script = scripted({ a: () => ++done });
    const submit = () =>
      server.client.operations.submitOne({
        params: { provider: 'scripted', operation: 'act' },
        query: { clientRequestId: 'once' },
        body: { account: 'test', script },
      });
    const ids = (await Promise.all([submit(), submit(), submit()])).map(({ id }) => id);
    expect(new Set(ids).size).toBe(1);
    await ended(server, ids[0] as string);
    expect((await submit()).id).toBe(ids[0]);
    expect(done).toBe(1);
  });

  test('tells the feed of every status, the end included', async () => {
    const server = await start();
    const stop = new AbortController();
    const seen: unknown[] = [];
    const stream = await server.client.infrastructure.changes({}, { signal: stop.signal });
    const following = (async () => {
      for await (const event of stream)
        if (event.kind === 'operationTask' && 'value' in event) seen.push(event.value);
    })();
    const { id } = await act(server, scripted({ a: () => 1 }));
    await expect
      .poll(() => seen.at(-1))
      .toMatchObject({ id, account: 'test', completed: true, complete: true });
    stop.abort();
    await following.catch(() => undefined); // aborting ends the stream, by error or by its end
  });

  test('that nobody knows is not found', async () => {
    const server = await start();
    await expect(server.client.operations.task({ params: { id: 'x' } })).rejects.toMatchObject({
      status: 404,
      message: 'Task not found (id: x)',
    });
  });
});

describe('a fault that passes', () => {
  test('is tried again, and what was done before is not', async () => {
    const server = await start();
    const keys: string[] = [];
    let failures = 0;
    const script = scripted({
      first: (key) => keys.push(key),
      second: () => {
        if (++failures < 4) throw unavailable('Rate exceeded');
        return 'done';
      },
    });
    const { id } = await act(server, script);
    const task = await ended(server, id);
    expect(task.status.completed).toBe(true);
    expect(keys).toEqual([`${id}:0:first`]);
    expect(task.history).toContainEqual({
      phase: 'ORCHESTRATION',
      status: 'Trying act again: Rate exceeded',
    });
  });

  test('fails the task only when it does not pass for very long', async () => {
    const server = await start({ unavailableMs: 100 });
    const { id } = await act(
      server,
      scripted({
        a: () => {
          throw unavailable('Rate exceeded');
        },
      }),
    );
    expect((await ended(server, id)).resultObjects).toMatchObject([
      { type: 'EXCEPTION', message: 'Rate exceeded' },
    ]);
  });
});

describe('when a worker dies', () => {
  test('another goes on from the last recorded step, with the same keys', async () => {
    const first = await start();
    const keys: string[] = [];
    let isStuck = true;
    const script = scripted({
      made: (key) => keys.push(key),
      stuck: (key) => {
        keys.push(key);
        return isStuck ? new Promise(() => undefined) : 'done';
      },
    });
    const { id } = await act(first, script);
    await expect.poll(() => keys).toHaveLength(2);
    isStuck = false;
    // As if its process were gone: no heartbeat, nothing given back.
    await database.pool.query(
      "update clouddriver.operation_tasks set worker = 'dead', lease_until = 0 where id = $1",
      [id],
    );
    const second = await start();
    const task = await ended(second, id);
    expect(task.status.completed).toBe(true);
    expect(keys).toEqual([`${id}:0:made`, `${id}:0:stuck`, `${id}:0:stuck`]);
    expect(task.history).toContainEqual({ phase: 'ORCHESTRATION', status: 'Going on after an interruption' });
  });

  test('the database going away in the middle delays a task and nothing else', async () => {
    const server = await start();
    const keys: string[] = [];
    const script = scripted({
      made: (key) => keys.push(key),
      cut: async () => {
        if (keys.length === 1) {
          keys.push('cut');
          await database.pool.query(
            'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
          );
        }
        return 'done';
      },
      after: (key) => keys.push(key),
    });
    const { id } = await act(server, script);
    await expect
      .poll(
        () =>
          ended(server, id).then(
            (task) => task.status.completed,
            () => false, // cut off as well
          ),
        { timeout: 10_000 },
      )
      .toBe(true);
    expect(keys).toEqual([`${id}:0:made`, 'cut', `${id}:0:after`]);
  });

  test('what it still says later is not heard', async () => {
    const server = await start();
    let release: (value: string) => void = () => undefined;
    let runs = 0;
    const script = scripted({
      slow: () => (++runs === 1 ? new Promise<string>((resolve) => (release = resolve)) : 'by the second'),
    });
    const { id } = await act(server, script);
    await expect.poll(() => runs).toBe(1);
    await database.pool.query(
      "update clouddriver.operation_tasks set worker = 'dead', lease_until = 0 where id = $1",
      [id],
    );
    await start();
    expect((await ended(server, id)).resultObjects).toMatchObject([{ results: { slow: 'by the second' } }]);
    release('by the first');
    await server.stop();
    const { rows } = await database.pool.query(
      'select result from clouddriver.operation_steps where task_id = $1 and step = $2',
      [id, 'slow'],
    );
    expect(rows).toEqual([{ result: 'by the second' }]);
    running = running.filter((other) => other !== server);
  });

  test('one whose leases ended while its machine stood still goes on, and takes over nothing from itself', async () => {
    const server = await start({ heartbeatMs: 400, pollMs: 10 });
    let release: (value: string) => void = () => undefined;
    let runs = 0;
    const script = scripted({
      slow: () => (++runs === 1 ? new Promise<string>((resolve) => (release = resolve)) : 'once more'),
    });
    const { id } = await act(server, script);
    await expect.poll(() => runs).toBe(1);
    const leaseEnded = async () =>
      (
        await database.pool.query(
          'select attempt, lease_until < extract(epoch from now()) * 1000 as ended from clouddriver.operation_tasks where id = $1',
          [id],
        )
      ).rows[0] as { attempt: number; ended: boolean };
    await database.pool.query('update clouddriver.operation_tasks set lease_until = 0 where id = $1', [id]);
    await expect.poll(leaseEnded).toEqual({ attempt: 1, ended: false });
    release('once');
    expect((await ended(server, id)).resultObjects).toMatchObject([{ results: { slow: 'once' } }]);
    expect(runs).toBe(1);
  });

  test('a stopped one gives its tasks back at once', async () => {
    const first = await start({ leaseMs: 60_000 });
    let runs = 0;
    const script = scripted({
      wait: () => (++runs === 1 ? new Promise((resolve) => setTimeout(resolve, 50, 'x')) : 'y'),
      next: () => 1,
    });
    const { id } = await act(first, script);
    await expect.poll(() => runs).toBe(1);
    await first.stop();
    running = [];
    const second = await start();
    expect((await ended(second, id)).status.completed).toBe(true);
  });
});

describe('refuses before anything starts', () => {
  const refused = async (provider: string, body: Record<string, Record<string, unknown>>[]) => {
    const server = await start();
    return server.client.operations.submit({ params: { provider }, body }).catch((error: unknown) => error);
  };
  test.each([
    ['an unknown cloud', 'nowhere', [{ act: {} }], "No cloud provider named 'nowhere' found"],
    [
      'an unknown operation',
      'scripted',
      [{ fly: { account: 'test' } }],
      /No atomic operation converter found for description 'fly' and cloud provider 'scripted'/,
    ],
    [
      'an unknown account',
      'scripted',
      [{ act: { account: 'x', script: 's' } }],
      /credentials not found \(name: x, names: test\)/,
    ],
    ['no account', 'scripted', [{ act: { script: 's' } }], /act\.account: name the account/],
    ['two versions', 'scripted', [{ 'act@1@2': { account: 'test' } }], /more than one '@'/],
  ])('%s', async (_, provider, body, why) => {
    expect(await refused(provider, body)).toMatchObject({ status: 400, message: expect.stringMatching(why) });
  });

  test('every fault of every operation at once', async () => {
    const error = await refused('scripted', [
      { act: { account: 'x', size: 'big' } },
      { act: { account: 'test', script: 's', size: 1.5 } },
    ]);
    expect(error).toMatchObject({
      status: 400,
      errors: [
        expect.stringMatching(/^act\.script: /),
        expect.stringMatching(/^act\.size: /),
        'credentials not found (name: x, names: test)',
        expect.stringMatching(/^act\.size: /),
      ],
    });
  });
});

describe('traffic guards', () => {
  test('keep the last server group that takes requests', async () => {
    const server = await start();
    account.groups = [
      group('shop-prod-v001'),
      group('shop-prod-v000', { disabled: true }),
      group('other-v001'),
    ];
    const destroy = async (serverGroupName: string) => {
      const { id } = await server.client.operations.submitOne({
        params: { provider: 'scripted', operation: 'destroyServerGroup' },
        body: { account: 'test', region: 'here', serverGroupName },
      });
      return ended(server, id);
    };
    expect((await destroy('shop-prod-v001')).resultObjects).toMatchObject([
      {
        message:
          "This cluster ('shop-prod' in test/here) has traffic guards enabled. Removal of [shop-prod-v001] would leave the cluster with no instances up.",
      },
    ]);
    for (const name of ['shop-prod-v000', 'other-v001'])
      expect((await destroy(name)).status.completed).toBe(true);
    expect(account.groups.map(({ name }) => name)).toEqual(['shop-prod-v001']);
  });
});
