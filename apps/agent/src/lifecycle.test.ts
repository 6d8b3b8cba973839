import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startAgent } from './index.ts';
import { silentLogger } from '@gennaker/kernel/core';
import { operationId, POLL, spec, text, withAgent } from '../testing/test-bed.ts';

test('a server group serves through its load balancer, is resized, and leaves nothing when destroyed', () =>
  withAgent(async ({ client, balancer, create, up, gone, home }) => {
    const url = await balancer('shop-prod');
    const created = await create('shop-v000', { loadBalancers: ['shop-prod'], labels: { team: 'a' } }, 2);
    expect(created).toMatchObject({ capacity: { desired: 2 }, labels: { team: 'a' }, enabled: true });
    await up('shop-v000', 2);
    expect(await text(`${url}/hello?a=1`)).toBe('shop-v000 GET /hello?a=1 ');
    expect(await text(url, { method: 'POST', body: 'data' })).toBe('shop-v000 POST / data');

    const params = { name: 'shop-v000' };
    await client.serverGroups.resize({
      params,
      body: { operationId: operationId(), capacity: { desired: 3 } },
    });
    expect((await up('shop-v000', 3)).capacity).toEqual({ min: 2, max: 3, desired: 3 });
    await client.serverGroups.resize({
      params,
      body: { operationId: operationId(), capacity: { min: 1, max: 1, desired: 1 } },
    });
    await expect.poll(async () => (await client.serverGroups.get({ params })).instances.length, POLL).toBe(1);

    const [instance] = (await client.serverGroups.get({ params })).instances;
    await client.serverGroups.destroy({ params, query: { operationId: operationId() } });
    await gone('shop-v000');
    expect(() => process.kill(instance?.pid ?? 0, 0)).toThrow('ESRCH');
    await expect.poll(() => readdirSync(join(home, 'agent', 'artifacts')), POLL).toEqual([]);
    const { text: log } = await client.instances.log({
      params: { id: instance?.id ?? '' },
      query: {},
    });
    expect(log).toContain('asked to end');
  }));

test('a process gets its own environment and nothing of ours', () =>
  withAgent(async ({ client, create, up }) => {
    process.env['SECRET_OF_THE_PLATFORM'] = 'x';
    await create('shop-v001', { env: { VERSION: '1', GREETING: 'hi', PORT: '1' } });
    const [instance] = (await up('shop-v001', 1)).instances;
    delete process.env['SECRET_OF_THE_PLATFORM'];
    const env = JSON.parse(await text(`http://127.0.0.1:${instance?.port}/env`)) as Record<string, string>;
    expect(env).toMatchObject({
      GREETING: 'hi',
      PORT: String(instance?.port),
      GENNAKER_SERVER_GROUP: 'shop-v001',
      GENNAKER_INSTANCE: instance?.id,
    });
    expect(env['SECRET_OF_THE_PLATFORM']).toBeUndefined();
    expect(env['cwd']).toContain(join('agent', 'artifacts'));
    expect((await client.artifacts.list())[0]).toMatchObject({ version: 'shop-v001', files: 1 });
  }));

test('a terminated instance is replaced, unless the capacity is lowered with it', () =>
  withAgent(async ({ client, create, up }) => {
    await create('shop-v000', { capacity: { min: 1, max: 2, desired: 2 } });
    const [first, second] = (await up('shop-v000', 2)).instances;
    const id = (of?: { id: string }) => ({ id: of?.id ?? '' });
    await client.instances.terminate({ params: id(first), body: { operationId: operationId() } });
    await expect
      .poll(() => client.instances.get({ params: id(first) }).catch(() => 'gone'), POLL)
      .toBe('gone');
    await up('shop-v000', 2);
    await client.instances.terminate({
      params: id(second),
      body: { operationId: operationId(), decrementDesiredCapacity: true },
    });
    await expect
      .poll(() => client.instances.get({ params: id(second) }).catch(() => 'gone'), POLL)
      .toBe('gone');
    expect((await up('shop-v000', 1)).capacity.desired).toBe(1);
  }));

test('an operation that is repeated is carried out once and gives its first answer', () =>
  withAgent(async ({ client, create, home, app }) => {
    await create('shop-v000');
    const body = { operationId: 'op-1', ...spec({ app }, 'shop-v001', 1) };
    const call = () => client.serverGroups.create({ params: { name: 'shop-v001' }, body });
    const answers = [...(await Promise.all([call(), call()])), await call()];
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
    expect((await client.system.operations()).find(({ operationId: id }) => id === 'op-1')).toMatchObject({
      kind: 'createServerGroup',
      count: 1,
    });
    const other = client.serverGroups.create({
      params: { name: 'shop-v001' },
      body: { ...body, operationId: 'op-2' },
    });
    await expect(other).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('shop-v001 already exists'),
    });
    const misuse = client.serverGroups.destroy({
      params: { name: 'shop-v000' },
      query: { operationId: 'op-1' },
    });
    await expect(misuse).rejects.toThrow(/op-1.*was used for createServerGroup/);
    expect(existsSync(join(home, 'agent', 'state.json'))).toBe(true);
  }));

test('a second agent on the same home refuses, and the socket is private', () =>
  withAgent(async ({ home, agent }) => {
    await expect(startAgent({ home, log: silentLogger })).rejects.toThrow(
      /Another agent \(pid \d+\) already runs/,
    );
    expect(statSync(agent.socketPath).mode & 0o777).toBe(0o600);
  }));

test('changes arrive as events, and a stream resumes where it ended', () =>
  withAgent(async ({ client, create, up }) => {
    const { getEventMeta } = await import('@orpc/server');
    const follow = async (until: string, lastEventId?: string) => {
      const seen: string[] = [];
      let id = '';
      const events = await client.system.events(undefined, lastEventId ? { lastEventId } : {});
      for await (const event of events) {
        id = getEventMeta(event)?.id ?? '';
        if ('id' in event)
          seen.push(
            `${event.kind} ${event.action} ${String((event.value as { healthState?: string })?.healthState ?? event.id)}`,
          );
        if (seen.at(-1) === until) break;
      }
      return { seen, id };
    };
    const first = follow('instance upsert Starting');
    await create('shop-v000');
    await up('shop-v000', 1);
    const { seen, id } = await first;
    expect(seen[0]).toBe('serverGroup upsert shop-v000');
    expect((await follow('instance upsert Up', id)).seen.at(-1)).toBe('instance upsert Up');
    const missed = await client.system.events(undefined, { lastEventId: '1-1' });
    for await (const event of missed) {
      expect(event.kind).toBe('reset');
      break;
    }
  }));
