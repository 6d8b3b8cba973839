import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { silentLogger as log } from '../logging/logger.ts';
import { connect } from './client.ts';
import { listen } from './server.ts';
import { echo, echoService, serviceSuite } from './service.suite.ts';

serviceSuite('in the same process', () =>
  Promise.resolve({ target: echoService(), stop: () => Promise.resolve() }),
);

serviceSuite('over HTTP', async () => {
  const listener = await listen({ service: echoService(), at: { host: '127.0.0.1', port: 0 }, log });
  return { target: listener.address, stop: () => listener.close(100) };
});

serviceSuite('over a Unix socket', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'gennaker-'));
  const socketPath = join(folder, 's.sock');
  const listener = await listen({ service: echoService(), at: { socketPath }, log });
  return {
    target: { socketPath },
    stop: async () => {
      await listener.close(100);
      await rm(folder, { recursive: true });
    },
  };
});

async function served(work: (url: string) => Promise<void>): Promise<void> {
  const listener = await listen({ service: echoService(), at: { host: '127.0.0.1', port: 0 }, log });
  try {
    await work(listener.address);
  } finally {
    await listener.close(100);
  }
}
const post = (url: string, body: string, headers: Record<string, string> = {}) =>
  fetch(`${url}/things`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', ...headers },
  });

test('an unreachable service is unavailable, by name', async () => {
  const client = connect(echo, 'http://127.0.0.1:1', { name: 'Echo' });
  await expect(client.who()).rejects.toMatchObject({ code: 'unavailable', retryable: true });
  await expect(client.who()).rejects.toThrow(/^Echo cannot be reached: .*ECONNREFUSED/);
});

test('malformed JSON is refused with its place', () =>
  served(async (url) => {
    const response = await post(url, '{"name": oops}');
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      title: 'Bad Request',
      detail: expect.stringMatching(/not valid JSON/),
      instance: '/things',
    });
  }));

test('a body over 10 MB is refused with 413', () =>
  served(async (url) => {
    const response = await post(url, JSON.stringify({ name: 'x'.repeat(10 * 1024 * 1024) }));
    expect(response.status).toBe(413);
  }));

test('an empty JSON body is no body', () =>
  served(async (url) => {
    const response = await post(url, '');
    expect(response.status).toBe(400);
    expect(((await response.json()) as { message: string }).message).toMatch(/request body|expected object/);
  }));

test('an unknown path and a wrong method get a problem document', () =>
  served(async (url) => {
    const unknown = await fetch(`${url}/nope`);
    expect(unknown.status).toBe(404);
    expect(unknown.headers.get('content-type')).toBe('application/problem+json');
    expect(await unknown.json()).toEqual({
      type: 'about:blank',
      title: 'Not Found',
      status: 404,
      detail: 'No static resource nope.',
      instance: '/nope',
    });
    const wrong = await fetch(`${url}/who`, { method: 'DELETE' });
    expect(wrong.status).toBe(405);
    expect(wrong.headers.get('allow')).toBe('GET');
  }));

test('pages of other sites are refused', () =>
  served(async (url) => {
    const response = await post(url, '{"name":"x"}', { origin: 'https://evil.example' });
    expect(response.status).toBe(403);
    expect((await post(url, '{"name":"x"}', { origin: 'http://localhost:9000' })).status).toBe(202);
  }));

test('a taken port is named with the remedy', () =>
  served(async (url) => {
    const port = Number(new URL(url).port);
    const second = listen({ service: echoService(), at: { host: '127.0.0.1', port }, log });
    await expect(second).rejects.toThrow(new RegExp(`port ${port} .*taken.*GENNAKER_PORT_OFFSET`));
  }));

test('a server that is closed ends its streams at once', async () => {
  const listener = await listen({ service: echoService(), at: { host: '127.0.0.1', port: 0 }, log });
  const stream = await connect(echo, listener.address, { name: 'echo' }).endless();
  const first = await stream.next();
  expect(first.value).toEqual({ n: 0 });
  await listener.close(300_000);
  await expect(stream.next()).rejects.toThrow(/closed|terminated|aborted/i);
});
