import { expect, test } from 'vitest';
import { operationId, POLL, text, withAgent } from '../testing/test-bed.ts';
import { steadyLoad } from '../testing/steady-load.ts';

const behind = { loadBalancers: ['lb'] };
const body = (percentage = 100) => ({ operationId: operationId(), percentage });

test('no request is lost while server groups are created, swapped, resized and destroyed under load', () =>
  withAgent(async ({ client, balancer, create, up, gone }) => {
    const url = await balancer('lb');
    await create('shop-v000', behind, 2);
    await up('shop-v000', 2);
    const load = steadyLoad(url, 300);
    const answered = (name: string, least: number) =>
      expect
        .poll(async () => {
          const { serverGroups } = await client.loadBalancers.traffic({ params: { name: 'lb' } });
          return serverGroups[name]?.requests ?? 0;
        }, POLL)
        .toBeGreaterThan(least);
    for (let version = 1; version <= 3; version++) {
      const [older, newer] = [`shop-v00${version - 1}`, `shop-v00${version}`];
      await create(newer, behind, 2);
      await up(newer, 2);
      await answered(newer, 50);
      await client.serverGroups.disable({ params: { name: older }, body: body(50) });
      await client.serverGroups.disable({ params: { name: older }, body: body() });
      await client.serverGroups.enable({ params: { name: older }, body: body() });
      await client.serverGroups.disable({ params: { name: older }, body: body() });
      await client.serverGroups.destroy({ params: { name: older }, query: { operationId: operationId() } });
      await client.serverGroups.resize({
        params: { name: newer },
        body: { operationId: operationId(), capacity: { desired: 3 } },
      });
      await up(newer, 3);
      await client.serverGroups.resize({
        params: { name: newer },
        body: { operationId: operationId(), capacity: { desired: 2 } },
      });
      await gone(older);
      await answered(newer, 100);
    }
    const { requests, perSecond, failures, answeredBy } = await load.stop();
    expect(failures).toEqual([]);
    expect(perSecond).toBeGreaterThanOrEqual(200);
    expect([...answeredBy].sort()).toEqual(['shop-v000', 'shop-v001', 'shop-v002', 'shop-v003']);
    const { errors, requests: counted } = await client.loadBalancers.traffic({ params: { name: 'lb' } });
    expect({ errors, counted }).toEqual({ errors: 0, counted: requests });
  }));

test('a disabled instance finishes the requests it has before it gets SIGTERM', () =>
  withAgent(async ({ client, balancer, create, up, gone }) => {
    const url = await balancer('lb');
    const { name } = await create('shop-v000', behind);
    await up(name, 1);
    const slow = text(`${url}/slow?ms=700`);
    await expect
      .poll(async () => (await client.serverGroups.get({ params: { name } })).instances[0]?.inFlight, POLL)
      .toBe(1);
    await client.serverGroups.disable({ params: { name }, body: body() });
    const draining = await client.serverGroups.get({ params: { name } });
    expect(draining).toMatchObject({ disabled: true, instances: [{ healthState: 'Draining' }] });
    const refused = await fetch(url);
    expect(refused.status).toBe(503);
    expect(await refused.text()).toBe('Load balancer lb has no healthy instance in rotation.\n');
    await client.serverGroups.destroy({ params: { name }, query: { operationId: operationId() } });
    expect(await slow).toBe('slow shop-v000');
    await gone(name);
  }));

test('requests that do not end are cut off when the time for draining is over', () =>
  withAgent(async ({ client, balancer, create, up, gone }) => {
    const url = await balancer('lb');
    const { name } = await create('shop-v000', behind);
    await up(name, 1);
    const endless = text(`${url}/slow?ms=60000`);
    const cut = endless.catch(() => 'cut off');
    await expect
      .poll(async () => (await client.serverGroups.get({ params: { name } })).instances[0]?.inFlight, POLL)
      .toBe(1);
    await client.serverGroups.destroy({ params: { name }, query: { operationId: operationId() } });
    await gone(name);
    expect(await cut).toBe('cut off');
  }));

test('an idempotent request goes to another instance when its own breaks the connection; a POST does not', () =>
  withAgent(async ({ client, balancer, create, up }) => {
    const url = await balancer('lb');
    await create('shop-v000', behind, 2);
    const [victim] = (await up('shop-v000', 2)).instances;
    process.kill(victim?.pid ?? 0, 'SIGSTOP'); // its port stays, so only the kill below makes it refuse
    process.kill(victim?.pid ?? 0, 'SIGKILL');
    const answers = await Promise.all(Array.from({ length: 40 }, () => fetch(url)));
    expect(answers.map(({ status }) => status)).toEqual(Array(40).fill(200));
    const reset = await fetch(`${url}/reset`, { method: 'POST', body: 'x' });
    expect(reset.status).toBe(502);
    expect(await reset.text()).toMatch(/Instance shop-v000-\w+ behind load balancer lb broke the connection/);
    await expect
      .poll(
        async () => (await client.serverGroups.get({ params: { name: 'shop-v000' } })).instanceCounts.up,
        POLL,
      )
      .toBe(2);
  }));

test('WebSockets and streams pass', () =>
  withAgent(async ({ balancer, create, up }) => {
    const url = await balancer('lb');
    await create('shop-v000', behind);
    await up('shop-v000', 1);
    const socket = new WebSocket(url.replace('http', 'ws'));
    const message = await new Promise((resolve, reject) => {
      socket.onmessage = ({ data }) => resolve(data);
      socket.onerror = () => reject(new Error('no WebSocket'));
    });
    expect(message).toBe('hello from shop-v000');
    socket.close();

    const started = performance.now();
    const arrivals: number[] = [];
    const decoder = new TextDecoder();
    let whole = '';
    for await (const chunk of (await fetch(`${url}/stream`)).body as unknown as AsyncIterable<Uint8Array>) {
      arrivals.push(performance.now() - started);
      whole += decoder.decode(chunk);
    }
    expect(whole).toBe('part 1\npart 2\npart 3\n');
    expect(arrivals.length).toBe(3);
  }));

test('traffic follows weights, and without any every instance gets the same', () =>
  withAgent(async ({ client, balancer, create, up }) => {
    const url = await balancer('lb', { 'shop-v000': 90, 'shop-v001': 10 });
    await create('shop-v000', behind, 1);
    await create('shop-v001', behind, 3);
    await up('shop-v000', 1);
    await up('shop-v001', 3);
    const count = async () => {
      const answers = await Promise.all(Array.from({ length: 100 }, () => text(url)));
      return answers.filter((answer) => answer.startsWith('shop-v001')).length;
    };
    expect(await count()).toBe(10);
    const { listeners } = await client.loadBalancers.get({ params: { name: 'lb' } });
    await client.loadBalancers.upsert({
      params: { name: 'lb' },
      body: { operationId: operationId(), name: 'lb', listeners },
    });
    expect(await count()).toBe(75);
  }));

test('requests, errors and latencies are counted by server group, as JSON and for Prometheus', () =>
  withAgent(async ({ client, balancer, create, up }) => {
    const url = await balancer('lb');
    await create('shop-v000', behind);
    await up('shop-v000', 1);
    for (let n = 0; n < 5; n++) await text(url);
    await text(`${url}/fail`);
    await expect
      .poll(() => client.loadBalancers.traffic({ params: { name: 'lb' } }), POLL)
      .toMatchObject({
        requests: 6,
        errors: 1,
        rps: 0.6,
        serverGroups: { 'shop-v000': { requests: 6, errors: 1 } },
      });
    const { p50Ms, p99Ms } = await client.loadBalancers.traffic({ params: { name: 'lb' } });
    expect(p50Ms).toBeGreaterThan(0);
    expect(p99Ms).toBeGreaterThanOrEqual(p50Ms ?? 0);
    const metrics = await client.system.metrics();
    const series = '{load_balancer="lb",server_group="shop-v000"}';
    expect(metrics).toContain(`gennaker_server_group_requests_total${series} 6\n`);
    expect(metrics).toContain(`gennaker_server_group_errors_total${series} 1\n`);
    expect(metrics).toContain(`gennaker_server_group_latency_seconds_count${series} 6\n`);
    for await (const traffic of await client.loadBalancers.trafficStream()) {
      expect(traffic).toMatchObject({ name: 'lb', requests: 6 });
      break;
    }
  }));

test('a percentage of the instances is taken out and put back, rounded up', () =>
  withAgent(async ({ client, create, up }) => {
    const { name } = await create('shop-v000', {}, 3);
    await up(name, 3);
    const enabled = async () =>
      (await client.serverGroups.get({ params: { name } })).instances.filter((instance) => instance.enabled)
        .length;
    const off = await client.serverGroups.disable({ params: { name }, body: body(50) });
    expect(off.instances?.length).toBe(2);
    await client.serverGroups.disable({ params: { name }, body: body(50) });
    expect(await enabled()).toBe(1);
    expect(await client.serverGroups.get({ params: { name } })).toMatchObject({
      disabled: false,
      enabled: true,
    });
    await client.serverGroups.disable({ params: { name }, body: body() });
    expect(await client.serverGroups.get({ params: { name } })).toMatchObject({
      disabled: true,
      enabled: false,
      instanceCounts: { up: 0, outOfService: 3 },
    });
    await client.serverGroups.enable({ params: { name }, body: body(34) });
    expect(await enabled()).toBe(2);
    await expect(client.serverGroups.enable({ params: { name }, body: body(101) })).rejects.toMatchObject({
      code: 'invalid',
    });
  }));
