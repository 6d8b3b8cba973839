import { createServer, type RequestListener, type Server } from 'node:http';
import { silentLogger, systemClock } from '@gennaker/kernel/core';
import { expect, test } from 'vitest';
import { InFlight } from '../instances/in-flight.ts';
import { port } from '../../testing/test-bed.ts';
import { BackendPicker, type Backend } from './backend-picker.ts';
import { countIn } from './counting.ts';
import { listenOn } from './port-listener.ts';
import { ReverseProxy } from './reverse-proxy.ts';
import { TrafficMeter } from './traffic-meter.ts';

interface Fake extends Backend {
  server: Server;
  seen: string[];
}

async function fake(id: string, listener: RequestListener | 'refuses'): Promise<Fake> {
  const at = await port();
  const seen: string[] = [];
  const server = createServer((request, response) => {
    seen.push(request.method ?? '');
    if (listener !== 'refuses') listener(request, response);
  });
  if (listener !== 'refuses') await new Promise<void>((resolve) => server.listen(at, '127.0.0.1', resolve));
  return { id, port: at, inRotation: true, requests: new InFlight(), unreachable: () => {}, server, seen };
}

const echo: RequestListener = (request, response) => {
  let body = '';
  request.on('data', (chunk: Buffer) => (body += chunk.toString()));
  request.on('end', () => response.end(`${request.method} ${request.url} ${body}`));
};
const breaks: RequestListener = (request) => request.socket.destroy();

async function proxied(
  backends: Fake[],
  work: (url: string, meter: TrafficMeter) => Promise<void>,
): Promise<void> {
  const meter = new TrafficMeter(systemClock);
  const picker = new BackendPicker();
  const groups = backends.map((backend) => ({ name: backend.id, instances: [backend] }));
  const proxy = new ReverseProxy({
    name: 'lb',
    log: silentLogger,
    // The first ones first, as long as they have not been tried.
    pick: (tried) => groups.flatMap((group) => picker.pick([group], {}, tried) ?? [])[0],
    begin: () => countIn([meter]),
  });
  const at = await port();
  const listener = await listenOn(at, { loadBalancer: 'lb', proxy, log: silentLogger });
  try {
    await work(`http://127.0.0.1:${at}`, meter);
  } finally {
    await listener.close(0);
    proxy.close();
    for (const { server } of backends) {
      server.closeAllConnections();
      server.close();
    }
  }
}

test('a refused connection goes on to the next instance, also with a POST and its body', async () => {
  const backends = [await fake('a', 'refuses'), await fake('b', 'refuses'), await fake('c', echo)];
  await proxied(backends, async (url, meter) => {
    expect(await (await fetch(`${url}/x?y`)).text()).toBe('GET /x?y ');
    expect(await (await fetch(url, { method: 'POST', body: 'data' })).text()).toBe('POST / data');
    expect(meter.view()).toMatchObject({ requests: 2, errors: 0, retries: 4, inFlight: 0 });
    expect(backends.map(({ requests }) => requests.count)).toEqual([0, 0, 0]);
  });
});

test('a connection that breaks before an answer: an idempotent request is sent again, a POST is not', async () => {
  const backends = [await fake('a', breaks), await fake('b', echo)];
  await proxied(backends, async (url, meter) => {
    expect(await (await fetch(url, { method: 'PUT', body: 'data' })).text()).toBe('PUT / data');
    expect((await fetch(url, { method: 'HEAD' })).status).toBe(200);
    expect((await fetch(url, { method: 'POST', body: 'data' })).status).toBe(502);
    expect(backends.map(({ seen }) => seen)).toEqual([
      ['PUT', 'HEAD', 'POST'],
      ['PUT', 'HEAD'],
    ]);
    expect(meter.view()).toMatchObject({ requests: 3, errors: 1, retries: 2, inFlight: 0 });
  });
});

test('when no instance can be reached, the answer names those that were tried', async () => {
  await proxied([await fake('a', 'refuses'), await fake('b', 'refuses')], async (url, meter) => {
    const answer = await fetch(url);
    expect(answer.status).toBe(503);
    expect(await answer.text()).toBe('Load balancer lb could reach none of a, b.\n');
    expect(meter.view()).toMatchObject({ requests: 1, errors: 1, inFlight: 0 });
  });
});

test('an answer that breaks off breaks off for the client, and counts as an error', async () => {
  const half: RequestListener = (request, response) => {
    response.writeHead(200, { 'content-length': '100' });
    response.write('half', () => setTimeout(() => request.socket.destroy(), 20));
  };
  await proxied([await fake('a', half), await fake('b', echo)], async (url, meter) => {
    const answer = await fetch(url);
    await expect(answer.text()).rejects.toThrow('terminated');
    await expect.poll(() => meter.view()).toMatchObject({ requests: 1, errors: 1, inFlight: 0 });
  });
});

test('paths, repeated headers and an early end of the client are passed on as they are', async () => {
  const closed: boolean[] = [];
  const slow: RequestListener = (request, response) => {
    if (request.url === '/wait') response.on('close', () => closed.push(response.writableFinished));
    else {
      response.setHeader('set-cookie', ['a=1', 'b=2']);
      response.end(`${request.url} ${String(request.headers['x-forwarded-for'])}`);
    }
  };
  await proxied([await fake('a', slow)], async (url, meter) => {
    const answer = await fetch(`${url}/a//b%20c?d=e?f&g`);
    expect(await answer.text()).toBe('/a//b%20c?d=e?f&g 127.0.0.1');
    expect(answer.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    await expect(fetch(`${url}/wait`, { signal: AbortSignal.timeout(100) })).rejects.toThrow('timeout');
    await expect.poll(() => closed).toEqual([false]);
    expect(meter.view()).toMatchObject({ requests: 2, errors: 0, inFlight: 0 });
  });
});
