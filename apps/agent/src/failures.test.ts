import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { operationId, POLL, port, text, withAgent, type TestBed } from '../testing/test-bed.ts';

const behind = { loadBalancers: ['lb'] };
const health = (parts: object) => ({
  health: {
    path: '/health',
    intervalSeconds: 0.1,
    healthyAfter: 1,
    unhealthyAfter: 2,
    startupSeconds: 0.5,
    ...parts,
  },
});
const reasonOf = async ({ client }: Pick<TestBed, 'client'>, name: string) => {
  const { instances } = await client.serverGroups.get({ params: { name } });
  return instances.map(({ healthState, reason }) => `${healthState}: ${reason}`)[0];
};
const nothingMade = async ({ client, home }: TestBed) => {
  expect(await client.serverGroups.list({ query: {} })).toEqual([]);
  expect(readdirSync(join(home, 'agent', 'artifacts'))).toEqual([]);
};

test('an instance that never becomes healthy says what its health check answered', () =>
  withAgent(async ({ client, create }) => {
    await create('shop-v000', { env: { HEALTH: '503' }, ...health({}) });
    await expect
      .poll(() => reasonOf({ client }, 'shop-v000'), POLL)
      .toBe('Failed: health check GET /health answered 503 (0.5 s)');
  }));

test('an instance that listens nowhere says so', () =>
  withAgent(async ({ client, create }) => {
    await create('shop-v000', { command: ['node', '-e', 'setInterval(() => {}, 1000)'], ...health({}) });
    await expect
      .poll(() => reasonOf({ client }, 'shop-v000'), POLL)
      .toMatch(/^Failed: health check GET \/health: nothing listens on port \d+ .*PORT.* \(0.5 s\)$/);
  }));

test('an instance that ends says how, and its last telling line; it is started again', () =>
  withAgent(async ({ client, create }) => {
    await create('shop-v000', { env: { CRASH: 'no database', CRASH_CODE: '3' } });
    await expect
      .poll(() => reasonOf({ client }, 'shop-v000'), POLL)
      .toBe('Starting: exited with code 3: no database');
    await create('shop-v001', { command: ['node', 'missing.js'] });
    await expect
      .poll(() => reasonOf({ client }, 'shop-v001'), POLL)
      .toMatch(/exited with code 1: Error: Cannot find module '.*missing.js'/);
    const failed = async () =>
      (await client.serverGroups.get({ params: { name: 'shop-v000' } })).instances[0];
    await expect
      .poll(failed, POLL)
      .toMatchObject({ healthState: 'Failed', restarts: 3, lastExit: { code: 3, signal: null } });
  }));

test('an instance that was healthy and dies is Down, then Up again', () =>
  withAgent(async ({ client, create, up }) => {
    await create('shop-v000');
    const [instance] = (await up('shop-v000', 1)).instances;
    await text(`http://127.0.0.1:${instance?.port}/die`).catch(() => 'gone');
    await expect
      .poll(() => reasonOf({ client }, 'shop-v000'), POLL)
      .toBe('Down: exited with code 7: starting shop-v000');
    expect((await up('shop-v000', 1)).instances[0]).toMatchObject({ id: instance?.id, restarts: 1 });
  }));

test('a command that does not exist is refused by name, and nothing is half made', () =>
  withAgent(async (bed) => {
    const create = (command: string[]) => bed.create('shop-v000', { command });
    await expect(create(['no-such-program'])).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringContaining(
        "command 'no-such-program' of server group shop-v000 does not exist on this machine (PATH)",
      ),
    });
    await expect(create(['./run.sh'])).rejects.toThrow(
      "'./run.sh' of server group shop-v000 does not exist in its artifact",
    );
    await expect(bed.create('shop-v000', { workingDirectory: '../..' })).rejects.toThrow(
      'is not inside its artifact',
    );
    await nothingMade(bed);
  }));

test('an artifact that does not exist, or leaves its folder, is refused by name', () =>
  withAgent(async (bed) => {
    const create = (reference: string) =>
      bed.create('shop-v000', { artifact: { type: 'local/folder', reference } });
    await expect(create('file:///no/such/folder')).rejects.toMatchObject({
      code: 'notFound',
      message: expect.stringContaining('file:///no/such/folder'),
    });
    await expect(create('http://example.org/x')).rejects.toThrow('is not a file URL');
    const evil = join(bed.home, 'evil');
    mkdirSync(evil);
    symlinkSync('../../../../etc/passwd', join(evil, 'link'));
    await expect(create(`file://${evil}`)).rejects.toThrow(/symbolic link 'link'.*leaves the artifact/);
    await nothingMade(bed);
  }));

test('a load balancer that does not exist is named', () =>
  withAgent(async (bed) => {
    await expect(bed.create('shop-v000', behind)).rejects.toMatchObject({
      code: 'notFound',
      message: expect.stringContaining('load balancer lb'),
    });
    await nothingMade(bed);
  }));

test('a taken port is a conflict that names port, load balancer and remedy, and changes nothing', () =>
  withAgent(async ({ client, balancer }) => {
    const taken = await port();
    const other = createServer().listen(taken, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const upsert = (name: string, ports: number[]) =>
      client.loadBalancers.upsert({
        params: { name },
        body: {
          operationId: operationId(),
          name,
          listeners: ports.map((at) => ({ protocol: 'HTTP' as const, port: at })),
        },
      });
    await expect(upsert('new', [taken])).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringMatching(
        new RegExp(`Load balancer new cannot listen on port ${taken}.*another program.*another port`),
      ),
    });
    expect(await client.loadBalancers.list()).toEqual([]);

    const url = await balancer('lb');
    const own = Number(new URL(url).port);
    await expect(upsert('lb', [await port(), taken])).rejects.toMatchObject({ code: 'conflict' });
    expect(await client.loadBalancers.get({ params: { name: 'lb' } })).toMatchObject({
      open: true,
      listeners: [{ port: own }],
    });
    await expect(upsert('other', [own])).rejects.toThrow(`load balancer lb has it`);
    expect((await upsert('lb', [own])).changed).toBe(false);
    const moved = await port();
    expect((await upsert('lb', [moved])).changed).toBe(true);
    expect((await fetch(`http://127.0.0.1:${moved}`)).status).toBe(503);
    await expect(fetch(url)).rejects.toThrow('fetch failed');
    await client.loadBalancers.delete({ params: { name: 'lb' }, query: { operationId: operationId() } });
    await expect.poll(() => fetch(`http://127.0.0.1:${moved}`).catch(() => 'closed'), POLL).toBe('closed');
    other.close();
  }));

test.skipIf(process.platform !== 'linux')('limits of files and priority are enforced by the system', () =>
  withAgent(async ({ client, create, up, home }) => {
    writeFileSync(
      join(home, 'app', 'limits.js'),
      "console.log(require('fs').readFileSync('/proc/self/limits', 'utf8'), require('os').getPriority()); require('./server.js');",
    );
    await create('shop-v000', {
      command: ['node', 'limits.js'],
      limits: { memoryMb: 512, openFiles: 300, cpuNice: 5 },
    });
    const [instance] = (await up('shop-v000', 1)).instances;
    const { text: log } = await client.instances.log({ params: { id: instance?.id ?? '' }, query: {} });
    expect(log).toMatch(/Max open files +300/);
    expect(log).toMatch(/ 5$/m);
  }),
);

test.skipIf(process.platform !== 'linux')(
  'an instance that takes too much memory is ended, and says so',
  () =>
    withAgent(async ({ client, create }) => {
      const hog = 'const kept = Buffer.alloc(120 * 1024 * 1024, 1); setInterval(() => kept.length, 1000)';
      await create('shop-v000', { command: ['node', '-e', hog], limits: { memoryMb: 100 } });
      await expect
        .poll(() => reasonOf({ client }, 'shop-v000'), POLL)
        .toMatch(/used 1\d\d MB of memory, its limit is 100 MB; it was killed by SIGKILL/);
    }),
);
