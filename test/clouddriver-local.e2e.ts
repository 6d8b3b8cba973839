import { mkdtempSync, rmSync, writeFileSync, mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { agentSocketPath, startAgent, stopAgent, type RunningAgent } from '@gennaker/agent';
import { localCloud } from '@gennaker/cloud-local';
import { createClouddriver, type Clouddriver } from '@gennaker/clouddriver';
import { clouddriver } from '@gennaker/contracts/clouddriver';
import { front50 } from '@gennaker/contracts/front50';
import { createFront50, type Front50 } from '@gennaker/front50';
import { connect, silentLogger as log, systemClock as clock } from '@gennaker/kernel';
import { testDatabase } from '@gennaker/kernel/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const SERVER = `
import { createServer } from 'node:http';
if (process.env.BROKEN === 'exit') { console.error('no database'); process.exit(1); }
createServer(async ({ url }, response) => {
  if (url === '/health') return response.writeHead(process.env.BROKEN ? 503 : 200).end();
  if (url === '/slow') await new Promise((resolve) => setTimeout(resolve, 600));
  response.end(process.env.GENNAKER_SERVER_GROUP + ' ' + process.env.GREETING);
}).listen(process.env.PORT, '127.0.0.1', () => console.log('listening'));
`;
const POLL = { timeout: 15_000, interval: 50 };
const place = { account: 'local', region: 'localhost' };
const shop = { application: 'shop', account: 'local', cluster: 'shop-prod', provider: 'local' };

let home: string;
let agent: RunningAgent | undefined;
let database: Awaited<ReturnType<typeof testDatabase>>;
let metadata: Front50;
let server: Clouddriver;
const client = () => connect(clouddriver, server.service, { name: 'Clouddriver' });
const saved = () => connect(front50, metadata.service, { name: 'Front50' });

const startAgentHere = async () => {
  agent ??= await startAgent({ home, log, settings: { drainMs: 3_000, stopGraceMs: 2_000 } });
  return { socketPath: agentSocketPath(home) };
};
const startServer = async () => {
  server = await createClouddriver({
    database,
    clock,
    log,
    clouds: [localCloud({ ensureAgent: startAgentHere })],
    front50: saved(),
    config: {
      operations: { pollMs: 100, leaseMs: 1_000, heartbeatMs: 250 },
      caching: { heartbeatMs: 250, retryMs: 100 },
    },
  });
  await server.run();
};

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'clouddriver-'));
  mkdirSync(join(home, 'app'));
  writeFileSync(join(home, 'app', 'server.mjs'), SERVER);
  database = await testDatabase();
  metadata = await createFront50({ database, clock, log });
  await saved().applications.create({ body: { name: 'shop', email: 'ann@example.com' } });
  await startServer();
});
afterAll(async () => {
  await server.stop();
  await metadata.stop();
  await database.drop();
  await stopAgent(home, { instances: true });
  rmSync(home, { recursive: true, force: true });
});

/** Carries an operation out and returns its task when it has ended. */
async function carryOut(operation: string, body: Record<string, unknown>) {
  const { id } = await client().operations.submitOne({
    params: { provider: 'local', operation },
    body: { credentials: 'local', region: 'localhost', ...body },
  });
  return client().operations.task({ params: { id }, query: { wait: 30_000 } });
}
async function done(operation: string, body: Record<string, unknown>) {
  const task = await carryOut(operation, body);
  expect(task).toMatchObject({ status: { completed: true } });
  return task.resultObjects;
}
const failureOf = async (operation: string, body: Record<string, unknown>) =>
  (await carryOut(operation, body)).resultObjects[0]?.['message'];

const version = (parts: Record<string, unknown> = {}) => ({
  application: 'shop',
  stack: 'prod',
  freeFormDetails: '',
  capacity: { min: 2, max: 2, desired: 2 },
  loadBalancers: ['shop-prod'],
  artifact: { type: 'local/folder', reference: `file://${join(home, 'app')}`, version: '1' },
  command: ['node', 'server.mjs'],
  env: { GREETING: 'hello' },
  health: {
    path: '/health',
    intervalSeconds: 0.1,
    timeoutSeconds: 1,
    healthyAfter: 1,
    unhealthyAfter: 2,
    startupSeconds: 2,
  },
  ...parts,
});
const live = (name: string) => client().infrastructure.serverGroup({ params: { ...place, name } });
const isUp = (name: string, count: number) =>
  expect.poll(async () => (await live(name)).instanceCounts.up, POLL).toBe(count);
const isGone = (name: string) =>
  expect
    .poll(
      () =>
        live(name).then(
          () => 'there',
          (error: { status: number }) => error.status,
        ),
      POLL,
    )
    .toBe(404);
const indexed = () => client().infrastructure.serverGroupsOfApplication({ params: { application: 'shop' } });

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => probe.once('listening', resolve));
  const { port } = probe.address() as { port: number };
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

describe('the local cloud', () => {
  let url: string;

  test('deploys real processes behind a real load balancer', async () => {
    const port = await freePort();
    url = `http://127.0.0.1:${port}`;
    expect(
      await done('upsertLoadBalancer', { name: 'shop-prod', listeners: [{ protocol: 'HTTP', port }] }),
    ).toEqual([{ loadBalancers: { localhost: { name: 'shop-prod' } } }]);
    const [result] = await done('createServerGroup', version());
    expect(result).toMatchObject({
      serverGroupNames: ['localhost:shop-prod-v000'],
      serverGroupNameByRegion: { localhost: 'shop-prod-v000' },
      deployedNamesByLocation: { localhost: ['shop-prod-v000'] },
      deployments: [
        {
          cloudProvider: 'local',
          account: 'local',
          location: 'localhost',
          serverGroupName: 'shop-prod-v000',
        },
      ],
    });
    await isUp('shop-prod-v000', 2);
    expect(await (await fetch(url)).text()).toBe('shop-prod-v000 hello');
    expect(await live('shop-prod-v000')).toMatchObject({
      moniker: { app: 'shop', stack: 'prod', cluster: 'shop-prod', sequence: 0 },
      disabled: false,
      capacity: { min: 2, max: 2, desired: 2 },
      instances: [
        {
          healthState: 'Up',
          health: [
            { type: 'Local', state: 'Up' },
            { type: 'LoadBalancer', state: 'Up' },
          ],
        },
        {},
      ],
    });
  });

  test('is in the index within a second, with what it is behind', async () => {
    await expect
      .poll(indexed, { timeout: 1_500, interval: 50 })
      .toMatchObject([{ name: 'shop-prod-v000', isDisabled: false, instanceCounts: { total: 2, up: 2 } }]);
    expect(await client().infrastructure.application({ params: { application: 'shop' } })).toMatchObject({
      name: 'shop',
      attributes: { cloudProviders: 'local' },
      clusters: {
        local: [{ name: 'shop-prod', serverGroups: ['shop-prod-v000'], loadBalancers: ['shop-prod'] }],
      },
    });
    await expect
      .poll(
        () => client().infrastructure.loadBalancersOfApplication({ params: { application: 'shop' } }),
        POLL,
      )
      .toMatchObject([{ name: 'shop-prod', serverGroups: [{ name: 'shop-prod-v000', trafficShare: 1 }] }]);
  });

  test('reads logs and images', async () => {
    const [instance] = (await live('shop-prod-v000')).instances;
    const params = { ...place, id: instance?.name ?? '' };
    expect((await client().infrastructure.console({ params })).output).toContain('listening');
    expect(await client().infrastructure.instance({ params })).toMatchObject({
      name: params.id,
      healthState: 'Up',
    });
    expect(
      await client().infrastructure.images({ params: { provider: 'local' }, query: { q: 'app' } }),
    ).toMatchObject([{ account: 'local', artifact: { type: 'local/folder', version: '1' } }]);
  });

  test('clones with changes, and knows the ancestor', async () => {
    const results = await done('cloneServerGroup', {
      source: { serverGroupName: 'shop-prod-v000' },
      capacity: { min: 1, max: 1, desired: 1 },
      env: { GREETING: 'bonjour' },
    });
    expect(results[0]).toEqual({ ancestorServerGroupNameByRegion: { localhost: 'shop-prod-v000' } });
    await isUp('shop-prod-v001', 1);
    expect((await live('shop-prod-v001')).image).toMatchObject({
      imageId: (await live('shop-prod-v000')).image?.['imageId'],
    });
    const target = (word: string) =>
      client().infrastructure.target({ params: { ...shop, scope: 'localhost', target: word } });
    expect((await target('current_asg_dynamic')).name).toBe('shop-prod-v001');
    expect((await target('ancestor_asg_dynamic')).name).toBe('shop-prod-v000');
    expect((await target('LARGEST')).name).toBe('shop-prod-v000');
  });

  test('shifts traffic by weight', async () => {
    await done('upsertLoadBalancer', {
      name: 'shop-prod',
      weights: { 'shop-prod-v000': 0, 'shop-prod-v001': 100 },
    });
    for (let n = 0; n < 5; n++) expect(await (await fetch(url)).text()).toBe('shop-prod-v001 bonjour');
    const [balancer] = await client().infrastructure.loadBalancer({
      params: { provider: 'local', ...place, name: 'shop-prod' },
    });
    expect(balancer?.serverGroups.map((group) => [group.name, group['trafficShare']])).toEqual([
      ['shop-prod-v000', 0],
      ['shop-prod-v001', 1],
    ]);
    await done('upsertLoadBalancer', { name: 'shop-prod', weights: {} });
  });

  test('disables without losing a request, and ends when it is drained', async () => {
    const answers = Array.from({ length: 8 }, async () => (await fetch(`${url}/slow`)).text());
    await expect.poll(async () => (await live('shop-prod-v000')).instances.length, POLL).toBe(2);
    await done('disableServerGroup', { serverGroupName: 'shop-prod-v000' });
    const disabled = await live('shop-prod-v000');
    expect(disabled).toMatchObject({ disabled: true, instanceCounts: { up: 0, outOfService: 2 } });
    expect((await Promise.all(answers)).filter((answer) => answer.startsWith('shop-prod-v00'))).toHaveLength(
      8,
    );
    expect(await (await fetch(url)).text()).toBe('shop-prod-v001 bonjour');
  });

  test('enables half, rounded up', async () => {
    await done('enableServerGroup', { serverGroupName: 'shop-prod-v000', desiredPercentage: 30 });
    expect(await live('shop-prod-v000')).toMatchObject({
      disabled: false,
      instanceCounts: { up: 1, outOfService: 1 },
    });
    await done('enableServerGroup', { serverGroupName: 'shop-prod-v000' });
    await isUp('shop-prod-v000', 2);
  });

  test('resizes, and terminates with and without replacement', async () => {
    await done('resizeServerGroup', {
      serverGroupName: 'shop-prod-v001',
      capacity: { min: 2, max: 2, desired: 2 },
    });
    await isUp('shop-prod-v001', 2);
    const [first] = (await live('shop-prod-v001')).instances;
    await done('terminateInstances', { instanceIds: [first?.name] });
    await expect
      .poll(async () => (await live('shop-prod-v001')).instances.map(({ name }) => name), POLL)
      .not.toContain(first?.name);
    await isUp('shop-prod-v001', 2);
    const [second] = (await live('shop-prod-v001')).instances;
    await done('terminateInstanceAndDecrementServerGroup', {
      serverGroupName: 'shop-prod-v001',
      instance: second?.name,
      adjustMinIfNecessary: true,
    });
    await expect.poll(async () => (await live('shop-prod-v001')).instances.length, POLL).toBe(1);
    expect((await live('shop-prod-v001')).capacity).toMatchObject({ min: 1, desired: 1 });
  });

  test('says why instances do not become healthy, and the operation does not fail for it', async () => {
    await done(
      'createServerGroup',
      version({ stack: 'bad', loadBalancers: [], env: { GREETING: 'x', BROKEN: 'health' } }),
    );
    await expect
      .poll(async () => (await live('shop-bad-v000')).instances[0]?.health[0], POLL)
      .toMatchObject({
        type: 'Local',
        state: 'Down',
        description: expect.stringContaining('GET /health answered 503'),
      });
    await done(
      'createServerGroup',
      version({ stack: 'bad', loadBalancers: [], env: { GREETING: 'x', BROKEN: 'exit' } }),
    );
    await expect
      .poll(async () => (await live('shop-bad-v001')).instances[0]?.health[0]?.description, POLL)
      .toMatch(/exited with code 1: no database/);
    for (const name of ['shop-bad-v000', 'shop-bad-v001']) {
      await done('destroyServerGroup', { serverGroupName: name });
      await isGone(name);
    }
  });

  test('names the thing and the remedy when it cannot be done, and leaves nothing half-made', async () => {
    expect(
      await failureOf(
        'createServerGroup',
        version({ stack: 'x', artifact: { type: 'local/folder', reference: 'file:///nowhere/at/all' } }),
      ),
    ).toMatch(/nowhere\/at\/all/);
    expect(
      await failureOf('createServerGroup', version({ stack: 'x', command: ['no-such-program'] })),
    ).toMatch(/no-such-program/);
    expect(await failureOf('createServerGroup', version({ stack: 'x', loadBalancers: ['none'] }))).toMatch(
      /load balancer none, which does not exist/,
    );
    expect(
      await failureOf('upsertLoadBalancer', {
        name: 'other',
        listeners: [{ port: Number(new URL(url).port) }],
      }),
    ).toMatch(/cannot listen on port \d+: load balancer shop-prod has it/);
    expect(await failureOf('upsertLoadBalancer', { name: 'other' })).toMatch(/give its listeners/);
    expect(
      await failureOf('cloneServerGroup', { source: { serverGroupName: 'shop-prod-v000' }, imageId: 'gone' }),
    ).toMatch(/Image gone does not exist here any more/);
    expect(
      await failureOf('resizeServerGroup', { serverGroupName: 'shop-x-v000', capacity: { desired: 1 } }),
    ).toMatch('Server group shop-x-v000 does not exist');
    const groups = await client().infrastructure.clusterServerGroups({ params: shop });
    expect(groups.map(({ name }) => name)).toEqual(['shop-prod-v000', 'shop-prod-v001']);
    await expect(
      client().infrastructure.cluster({ params: { ...shop, cluster: 'shop-x' } }),
    ).rejects.toMatchObject({ status: 404 });
  });

  test('a guarded cluster keeps its last server group', async () => {
    await saved().applications.merge({
      params: { application: 'shop' },
      body: { trafficGuards: [{ account: 'local', location: '*', stack: 'prod' }] },
    });
    await done('disableServerGroup', { serverGroupName: 'shop-prod-v001' });
    expect(await failureOf('destroyServerGroup', { serverGroupName: 'shop-prod-v000' })).toBe(
      "This cluster ('shop-prod' in local/localhost) has traffic guards enabled. Removal of [shop-prod-v000] would leave the cluster with no instances up.",
    );
    await done('destroyServerGroup', { serverGroupName: 'shop-prod-v001' });
    await isGone('shop-prod-v001');
    await saved().applications.merge({ params: { application: 'shop' }, body: { trafficGuards: [] } });
  });

  test('while the agent is away, what was last known is marked stale and operations wait', async () => {
    await agent?.stop();
    await expect.poll(async () => (await indexed())[0], POLL).toMatchObject({ name: 'shop-prod-v000' });
    const { id } = await client().operations.submitOne({
      params: { provider: 'local', operation: 'createServerGroup' },
      body: { credentials: 'local', ...version() },
    });
    await expect
      .poll(async () => (await client().credentials.get({ params: { account: 'local' } }))['stale'], POLL)
      .toBe(true);
    expect((await indexed())[0]).toMatchObject({
      name: 'shop-prod-v000',
      stale: true,
      lastSeen: expect.any(Number),
    });
    await expect(live('shop-prod-v000')).rejects.toMatchObject({ code: 'unavailable' });
    expect(
      await client().infrastructure.serverGroupOfApplication({
        params: { application: 'shop', ...place, name: 'shop-prod-v000' },
      }),
    ).toMatchObject({ stale: true });
    agent = undefined;
    const task = await client().operations.task({ params: { id }, query: { wait: 30_000 } });
    expect(task.status.completed).toBe(true);
    await isUp('shop-prod-v001', 2);
    await expect
      .poll(async () => (await indexed()).map((group) => group['stale'] ?? false), POLL)
      .toEqual([false, false]);
  });

  test('a platform that ends in mid-deployment makes one server group', async () => {
    const { id } = await client().operations.submitOne({
      params: { provider: 'local', operation: 'createServerGroup' },
      body: { credentials: 'local', ...version() },
    });
    await server.stop();
    await startServer();
    const task = await client().operations.task({ params: { id }, query: { wait: 30_000 } });
    expect(task.resultObjects.at(-1)).toMatchObject({ deployedNames: ['shop-prod-v002'] });
    const groups = await client().infrastructure.clusterServerGroups({ params: shop });
    expect(groups.map(({ name }) => name)).toEqual(['shop-prod-v000', 'shop-prod-v001', 'shop-prod-v002']);
  });

  test('twins that deploy at once get names of their own', async () => {
    const results = await Promise.all(
      [1, 2, 3].map(() => done('createServerGroup', version({ stack: 'twin', loadBalancers: [] }))),
    );
    const names = results.map((objects) => String((objects.at(-1) ?? {})['deployedNames']));
    expect(names.sort((a, b) => a.localeCompare(b))).toEqual([
      'shop-twin-v000',
      'shop-twin-v001',
      'shop-twin-v002',
    ]);
  });
});
