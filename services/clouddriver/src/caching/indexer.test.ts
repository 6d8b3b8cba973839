import { testDatabase } from '@gennaker/kernel/testing';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { group, scriptedCloud } from '../../testing/scripted-cloud.ts';
import { startClouddriver } from '../../testing/start.ts';

type Started = Awaited<ReturnType<typeof startClouddriver>>;
let database: Awaited<ReturnType<typeof testDatabase>>;
let running: Started[] = [];
let scripted: ReturnType<typeof scriptedCloud>;

beforeEach(async () => {
  database = await testDatabase();
  scripted = scriptedCloud();
});
afterEach(async () => {
  await Promise.all(running.map((server) => server.stop()));
  running = [];
  await database.drop();
});
const start = async () => {
  const server = await startClouddriver(database, [scripted.cloud]);
  running.push(server);
  await server.run();
  return server;
};
const names = async (server: Started) =>
  (await server.client.infrastructure.serverGroupsOfApplication({ params: { application: 'SHOP' } })).map(
    ({ name }) => name,
  );

/** Collects what the feed says until `stop` is called. */
function listen(server: Started) {
  const abort = new AbortController();
  const heard: string[] = [];
  const ended = (async () => {
    for await (const entry of server.feed.follow({ signal: abort.signal }))
      if (entry !== 'reset') heard.push(`${entry.change.kind} ${entry.change.action} ${entry.change.id}`);
  })();
  return {
    heard,
    stop: () => {
      abort.abort();
      return ended;
    },
  };
}

describe('the index', () => {
  test('takes a snapshot, then changes, and tells only of what differs', async () => {
    scripted.account.groups = [group('shop-v000'), group('shop-v001')];
    const server = await start();
    const feed = listen(server);
    await expect.poll(() => names(server)).toEqual(['shop-v000', 'shop-v001']);
    await expect.poll(() => feed.heard).toContain('serverGroup upsert test:here:shop-v001');
    feed.heard.length = 0;

    scripted.account.put(group('shop-v001'), group('shop-v002'));
    await expect.poll(() => feed.heard).toEqual(['serverGroup upsert test:here:shop-v002']);
    scripted.account.remove('shop-v000');
    await expect.poll(() => names(server)).toEqual(['shop-v001', 'shop-v002']);
    await expect.poll(() => feed.heard.at(-1)).toBe('serverGroup delete test:here:shop-v000');
    await feed.stop();
  });

  test('keeps the last known state of an account that cannot be reached, marked, and harms no other', async () => {
    scripted.account.groups = [group('shop-v000')];
    const server = await start();
    await server.client.credentials.create({ body: { name: 'other', type: 'scripted' } });
    await expect.poll(() => names(server)).toEqual(['shop-v000']);
    scripted.account.lose();
    const read = async () =>
      (await server.client.infrastructure.serverGroups({ query: { ids: 'test:here:shop-v000' } }))[0];
    await expect.poll(read).toMatchObject({ stale: true, lastSeen: expect.any(Number) });
    expect(await server.client.credentials.get({ params: { account: 'test' } })).toMatchObject({
      stale: true,
      reason: 'account test cannot be reached',
    });
    expect((await server.client.credentials.get({ params: { account: 'other' } }))['stale']).toBeUndefined();

    const images = (account?: string) =>
      server.client.infrastructure.images({ params: { provider: 'scripted' }, query: { account } });
    expect(await images()).toEqual([{ imageId: 'i1', imageName: 'image', account: 'other' }]);
    await expect(images('test')).rejects.toMatchObject({ status: 503 });

    scripted.account.groups = [group('shop-v005')];
    scripted.account.reachable = true;
    await expect.poll(() => names(server)).toEqual(['shop-v005']);
    const again = async () =>
      (await server.client.infrastructure.serverGroups({ query: { ids: 'test:here:shop-v005' } }))[0];
    await expect.poll(again).not.toHaveProperty('stale');
  });

  test('of an account is kept by one process, and by another when that ends', async () => {
    scripted.account.groups = [group('shop-v000')];
    const owners = async () =>
      (await database.pool.query('select distinct indexer from clouddriver.accounts')).rows.map(
        ({ indexer }: { indexer: string | null }) => indexer,
      );
    const first = await start();
    await expect.poll(owners).toEqual([expect.any(String)]);
    const before = await owners();
    const second = await start();
    await expect.poll(() => names(second)).toEqual(['shop-v000']);
    await first.stop();
    running = [second];
    scripted.account.put(group('shop-v001'));
    await expect.poll(() => names(second)).toEqual(['shop-v000', 'shop-v001']);
    expect(await owners()).not.toEqual(before);
  });
});

describe('accounts', () => {
  test('are added, changed and removed while it runs', async () => {
    const server = await start();
    const { credentials } = server.client;
    const listed = async () => (await credentials.list({})).map(({ name }) => name);
    expect(await listed()).toEqual(['test']);
    await credentials.create({ body: { name: 'new', type: 'scripted', environment: 'prod', size: 3 } });
    expect(await listed()).toEqual(['new', 'test']);
    expect(await credentials.get({ params: { account: 'new' } })).toMatchObject({
      name: 'new',
      type: 'scripted',
      cloudProvider: 'scripted',
      environment: 'prod',
      accountType: 'new',
      primaryAccount: false,
      challengeDestructiveActions: false,
      size: 3,
      healthProviderNames: ['Scripted'],
      regions: [{ name: 'here' }],
    });
    await credentials.update({ body: { name: 'new', type: 'scripted', environment: 'default' } });
    expect(await credentials.get({ params: { account: 'new' } })).toMatchObject({
      challengeDestructiveActions: true,
    });
    await credentials.delete({ params: { account: 'new' } });
    expect(await listed()).toEqual(['test']);
    await expect(credentials.get({ params: { account: 'new' } })).rejects.toMatchObject({
      status: 404,
      message: 'Account does not exist (name: new)',
    });
  });

  test.each([
    [
      'an unknown cloud',
      { name: 'x', type: 'nowhere' },
      /no cloud provider named 'nowhere' found; there are: scripted/,
    ],
    ['a wrong field', { name: 'x', type: 'scripted', size: 'big' }, /size: .*number/],
    ['an unknown field', { name: 'x', type: 'scripted', colour: 'red' }, /colour/],
    ['a name that is taken', { name: 'test', type: 'scripted' }, /Account test exists already/],
  ])('are refused with %s', async (_, body, why) => {
    const server = await start();
    await expect(server.client.credentials.create({ body })).rejects.toThrow(why);
  });

  test('that are built in stay', async () => {
    const server = await start();
    await expect(server.client.credentials.delete({ params: { account: 'test' } })).rejects.toThrow(
      /is built in/,
    );
  });
});
