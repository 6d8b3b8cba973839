import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { gate } from '@gennaker/contracts/gate';
import { createLogger, listen, type Listener, type Service } from '@gennaker/kernel';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { deckFront, deckHeaders } from './deck-front.ts';

let folder: string;
let listener: Listener;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'gennaker-deck-'));
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), '<title>Deck</title>');
  writeFileSync(join(folder, 'assets/a-1234.js'), 'let a = 1;');
  writeFileSync(join(folder, 'assets/a-1234.js.gz'), gzipSync('let a = 1;'));
  writeFileSync(join(folder, 'source-hash'), 'abc');
  /** Answers with the path that reaches Gate. */
  const echo: Service = {
    name: 'deck',
    contract: gate,
    handle: ({ url }) =>
      Promise.resolve({ status: 200, headers: {}, body: { path: url.pathname + url.search } }),
  };
  const health = () => false;
  listener = await listen({
    service: echo,
    at: { host: '127.0.0.1', port: 0 },
    log: createLogger({ level: 'silent' }),
    fronts: [deckFront(folder, health)],
    headers: deckHeaders,
  });
});
afterAll(async () => {
  await listener.close(0);
  rmSync(folder, { recursive: true });
});

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(listener.address + path, { headers });

describe('the web page', () => {
  test.for(['/', '/applications/shop/executions', '/executions/01ABC'])('is at %s', async (path) => {
    const answer = await get(path);
    expect([answer.status, await answer.text()]).toEqual([200, '<title>Deck</title>']);
    expect(answer.headers.get('cache-control')).toBe('no-cache');
  });

  test('runs nothing that is not a file of its own', async () => {
    const policy = (await get('/')).headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'");
    expect(policy).not.toContain('unsafe');
  });

  test('is not sent again when it has not changed', async () => {
    const etag = (await get('/')).headers.get('etag') ?? '';
    expect((await get('/', { 'if-none-match': etag })).status).toBe(304);
  });

  test('sends what was compressed at build, and its hashed files are kept for ever', async () => {
    const answer = await get('/assets/a-1234.js', { 'accept-encoding': 'gzip' });
    expect(await answer.text()).toBe('let a = 1;');
    expect(answer.headers.get('content-encoding')).toBe('gzip');
    expect(answer.headers.get('cache-control')).toContain('immutable');
  });

  test.for(['/assets/gone.js', '/source-hash.txt', '/../../etc/passwd.txt'])('has no %s', async (path) => {
    expect((await get(path)).status).toBe(404);
  });
});

describe('Gate', () => {
  test('is behind /gate, with its own headers', async () => {
    const answer = await get('/gate/applications/shop?expand=true');
    expect(await answer.json()).toEqual({ path: '/applications/shop?expand=true' });
    expect(answer.headers.get('content-security-policy')).toBeNull();
    expect(answer.headers.get('x-spinnaker-request-id')).not.toBeNull();
  });

  test('refuses a page of another site there, too', async () => {
    expect((await get('/gate/applications', { origin: 'https://example.com' })).status).toBe(403);
  });
});
