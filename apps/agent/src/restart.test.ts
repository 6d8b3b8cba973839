import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AGENT_PROTOCOL, agent as contract } from '@gennaker/contracts/agent';
import {
  createService,
  implement,
  listen,
  processStart,
  silentLogger,
  spawnDetached,
} from '@gennaker/kernel/core';
import { expect, test } from 'vitest';
import { agentHome } from './agent-home.ts';
import { agentSocketPath, connectAgent, ensureAgent, startAgent, stopAgent } from './index.ts';
import { POLL, port, spec, text, withAgent } from '../testing/test-bed.ts';
import { steadyLoad } from '../testing/steady-load.ts';
import { writeTestApp } from '../testing/test-app.ts';

const command = [process.execPath, fileURLToPath(new URL('../testing/agent-program.ts', import.meta.url))];
const temporary = () => mkdtempSync(join(tmpdir(), 'agent-'));

test('an agent that was killed finds its processes again, opens its load balancers and forgets no operation', async () => {
  const home = temporary();
  try {
    const client = await ensureAgent({ home, command, log: silentLogger });
    const at = await port();
    const url = `http://127.0.0.1:${at}`;
    const balancer = {
      operationId: 'lb-1',
      name: 'lb',
      listeners: [{ protocol: 'HTTP' as const, port: at }],
    };
    await client.loadBalancers.upsert({ params: { name: 'lb' }, body: balancer });
    const group = {
      operationId: 'create-1',
      ...spec({ app: writeTestApp(home) }, 'shop-v000', 2),
      loadBalancers: ['lb'],
    };
    const create = () => client.serverGroups.create({ params: { name: 'shop-v000' }, body: group });
    const first = await create();
    const pids = async () => {
      const { instances, instanceCounts } = await client.serverGroups.get({ params: { name: 'shop-v000' } });
      return instanceCounts.up === 2 ? instances.map(({ pid }) => pid) : [];
    };
    await expect.poll(async () => (await pids()).length, POLL).toBe(2);
    const before = await pids();
    const { pid, memoryBytes } = await client.system.summary();
    expect(memoryBytes).toBeGreaterThan(0);

    process.kill(pid, 'SIGKILL');
    await expect.poll(() => fetch(url).catch(() => 'closed'), POLL).toBe('closed');
    expect(await Promise.all(before.map((id) => processStart(id ?? 0)))).not.toContain(undefined);

    await ensureAgent({ home, command, log: silentLogger });
    expect(await text(url)).toBe('shop-v000 GET / ');
    expect(await pids()).toEqual(before);
    expect(await create()).toEqual(first);
    expect(
      (await client.system.operations()).find((operation) => operation.operationId === 'create-1'),
    ).toMatchObject({ count: 1 });

    process.kill(before[0] ?? 0, 'SIGKILL'); // not a child of this agent: it must notice all the same
    await expect.poll(async () => (await pids()).includes(before[0]), POLL).toBe(false);
    await expect.poll(async () => (await pids()).length, POLL).toBe(2);

    expect(await stopAgent(home, { instances: true })).toBe(2);
    expect(await processStart(before[1] ?? 0)).toBeUndefined();
    expect(await stopAgent(home)).toBeUndefined();
  } finally {
    await stopAgent(home, { instances: true });
    rmSync(home, { recursive: true, force: true });
  }
});

test('an agent that is asked to end answers what runs, and its instances go on', () =>
  withAgent(async (bed) => {
    const { client, balancer, create, up } = bed;
    const url = await balancer('lb');
    await create('shop-v000', { loadBalancers: ['lb'] });
    const [instance] = (await up('shop-v000', 1)).instances;
    const slow = text(`${url}/slow?ms=300`);
    await expect
      .poll(async () => (await client.loadBalancers.traffic({ params: { name: 'lb' } })).inFlight, POLL)
      .toBe(1);
    await bed.restart();
    expect(await slow).toBe('slow shop-v000');
    expect((await up('shop-v000', 1)).instances[0]?.pid).toBe(instance?.pid);
    const load = steadyLoad(url, 100);
    await expect
      .poll(async () => (await client.loadBalancers.traffic({ params: { name: 'lb' } })).requests, POLL)
      .toBeGreaterThan(20);
    expect((await load.stop()).failures).toEqual([]);
  }));

test('processes that a killed agent could not write down are ended', () =>
  withAgent(async (bed) => {
    const { mark } = agentHome(bed.home);
    const { pid } = await spawnDetached({
      command: [process.execPath, '-e', 'setInterval(() => {}, 1000)'],
      env: { GENNAKER_AGENT: mark, GENNAKER_INSTANCE: 'shop-v009-lost' },
      logFile: join(bed.home, 'lost.log'),
    });
    await bed.restart();
    await expect.poll(() => processStart(pid), POLL).toBeUndefined();
  }));

test('several may ask for an agent at once and get the same one, also over the remains of a dead one', async () => {
  const home = temporary();
  try {
    const folder = join(home, 'agent');
    mkdirSync(folder);
    writeFileSync(join(folder, 'agent.lock'), '999999999 1');
    writeFileSync(join(folder, 'agent.sock'), '');
    // Three processes that know nothing of each other, and this one.
    const others = await Promise.all(
      [1, 2, 3].map((n) =>
        spawnDetached({
          command,
          env: { PATH: process.env['PATH'] ?? '', GENNAKER_HOME: home },
          logFile: join(home, `${n}.log`),
        }),
      ),
    );
    const clients = await Promise.all([1, 2].map(() => ensureAgent({ home, command, log: silentLogger })));
    const pids = await Promise.all(clients.map(async (client) => (await client.system.version()).pid));
    expect(new Set(pids).size).toBe(1);
    const losers = others.filter(({ pid }) => pid !== pids[0]);
    await Promise.all(losers.map(({ exited }) => exited));
    expect((await connectAgent(home).system.health()).status).toBe('UP');
  } finally {
    await stopAgent(home);
    rmSync(home, { recursive: true, force: true });
  }
});

test('a program that does not become an agent is reported with its last words', async () => {
  const home = temporary();
  const dead = ensureAgent({
    home,
    command: [process.execPath, '-e', 'console.log("no licence")'],
    log: silentLogger,
  });
  await expect(dead).rejects.toMatchObject({
    code: 'unavailable',
    message: expect.stringMatching(/agent\.log: no licence$/),
  });
  rmSync(home, { recursive: true, force: true });
});

test('an agent of another protocol is said to be older or newer', async () => {
  const home = temporary();
  mkdirSync(join(home, 'agent'));
  const version = { protocol: AGENT_PROTOCOL + 1, pid: 1, home, node: 'v1', startedTime: 0 };
  const router = implement(
    { system: { version: contract.system.version } },
    { system: { version: () => version } },
  );
  const service = createService({
    name: 'agent',
    contract: { version: contract.system.version },
    router,
    log: silentLogger,
  });
  const listener = await listen({ service, at: { socketPath: agentSocketPath(home) }, log: silentLogger });
  const newer = ensureAgent({ home, command, log: silentLogger });
  await expect(newer).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringMatching(/newer than this platform.*protocol 2, not 1.*Upgrade/),
  });
  await listener.close();
  rmSync(home, { recursive: true, force: true });
});

test('a home with a long path gets its socket in a private folder with a short one', async () => {
  const base = temporary();
  const home = join(base, 'x'.repeat(120));
  mkdirSync(home);
  const agent = await startAgent({ home, log: silentLogger });
  expect(agent.socketPath).toBe(agentSocketPath(home));
  expect(Buffer.byteLength(agent.socketPath)).toBeLessThan(104);
  expect(statSync(dirname(agent.socketPath)).mode & 0o777).toBe(0o700);
  expect((await connectAgent(home).system.version()).home).toBe(home);
  await agent.stop();
  rmSync(dirname(agent.socketPath), { recursive: true });
  rmSync(base, { recursive: true });
});

test('an agent whose home was removed ends, with all that it runs', async () => {
  const home = temporary();
  const app = temporary();
  const client = await ensureAgent({ home, command, log: silentLogger });
  const { pid } = await client.system.version();
  const group = { operationId: '1', ...spec({ app: writeTestApp(app) }, 'shop-v000', 1) };
  await client.serverGroups.create({ params: { name: 'shop-v000' }, body: group });
  const instance = async () =>
    (await client.serverGroups.get({ params: { name: 'shop-v000' } })).instances[0];
  await expect.poll(instance, POLL).toMatchObject({ healthState: 'Up' });
  const running = (await instance())?.pid ?? 0;
  rmSync(home, { recursive: true });
  await expect.poll(() => processStart(pid), POLL).toBeUndefined();
  expect(await processStart(running)).toBeUndefined();
  rmSync(app, { recursive: true });
});

test('a damaged state file is named, and left as it is', async () => {
  const home = temporary();
  mkdirSync(join(home, 'agent'));
  const file = join(home, 'agent', 'state.json');
  writeFileSync(file, '{"version":1,');
  await expect(startAgent({ home, log: silentLogger })).rejects.toThrow(
    `The agent's state ${file} cannot be read`,
  );
  expect(readFileSync(file, 'utf8')).toBe('{"version":1,');
  rmSync(home, { recursive: true });
});
