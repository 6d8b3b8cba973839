import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createEgress } from './egress.ts';

let server: Server;
let port: number;
/** Answers what reached it. */
let other: Server;
let otherPort: number;
beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.url === '/away')
      response.writeHead(302, { location: `http://localhost:${port}/secret` }).end();
    else if (request.url?.startsWith('/to/'))
      response
        .writeHead(Number(request.url.slice(4)), { location: `http://127.0.0.1:${otherPort}/end` })
        .end();
    else if (request.url === '/hop') response.writeHead(302, { location: '/end' }).end();
    else response.writeHead(201, { 'X-Name': 'v' }).end(`${request.method} ${request.url}`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as { port: number }).port;
  other = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { authorization, 'x-auth-token': token, 'x-trace': trace } = request.headers;
      const body = Buffer.concat(chunks).toString();
      response.end(JSON.stringify({ method: request.method, body, authorization, token, trace }));
    });
  });
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  otherPort = (other.address() as { port: number }).port;
});
afterAll(() => {
  server.close();
  other.close();
});

const strict = createEgress({ allow: [] });
const open = createEgress({ allow: ['127.0.0.1'] });

test('sends to an allowed address and follows its redirects', async () => {
  const answer = await open.request({ url: `http://127.0.0.1:${port}/hop`, method: 'get' });
  expect(answer).toMatchObject({ status: 201, body: 'GET /end', headers: { 'x-name': 'v' } });
});

test.each([
  ['http://127.0.0.1:1/', /verbatim IP/],
  ['http://[::1]/', /verbatim IP/],
  ['http://0x7f000001/', /verbatim IP/],
  ['http://169.254.169.254/latest/meta-data', /verbatim IP/],
  ['http://localhost/', /inner network/],
  ['http://api.internal/', /inner network/],
  ['http://orca/', /not a full host name/],
  ['file:///etc/passwd', /only http and https/],
  ['gopher://x.example/', /only http and https/],
  ['not a url', /is not a URL/],
])('refuses %s', async (url, why) => {
  await expect(strict.request({ url, method: 'GET' })).rejects.toThrow(why);
});

test('checks where a redirect leads to', async () => {
  await expect(open.request({ url: `http://127.0.0.1:${port}/away`, method: 'GET' })).rejects.toThrow(
    /inner network/,
  );
});

test.each([
  [302, { method: 'GET', body: '', trace: 't' }],
  [303, { method: 'GET', body: '', trace: 't' }],
  [307, { method: 'POST', body: '{}', trace: 't' }],
])('a redirect to another site takes no credentials along: %d', async (status, reached) => {
  const answer = await open.request({
    url: `http://127.0.0.1:${port}/to/${status}`,
    method: 'POST',
    headers: {
      Authorization: 'Basic x',
      'X-Auth-Token': 'x',
      'X-Trace': 't',
      'Content-Type': 'application/json',
    },
    body: '{}',
  });
  expect(JSON.parse(answer.body)).toEqual(reached);
});

test('checks the address that a name stands for', async () => {
  const { checkAddress } = await import('./address-rules.ts');
  expect(() => checkAddress(new URL('http://rebound.example.com'), '127.0.0.1', { allow: [] })).toThrow(
    /not a public address/,
  );
  expect(() => checkAddress(new URL('http://rebound.example.com'), '::ffff:10.0.0.1', { allow: [] })).toThrow(
    /not a public/,
  );
  expect(() =>
    checkAddress(new URL('http://x.example.com'), '10.1.2.3', { allow: ['10.1.0.0/16'] }),
  ).not.toThrow();
  await expect(
    strict.request({ url: 'http://does-not-exist.invalid/', method: 'GET' }),
  ).rejects.toMatchObject({ code: 'unavailable' });
});

test('an unreachable port and a slow server say so', async () => {
  await expect(open.request({ url: 'http://127.0.0.1:1/', method: 'GET' })).rejects.toThrow(
    /127.0.0.1:1 cannot be reached/,
  );
  const silent = createServer(() => undefined);
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const { port: at } = silent.address() as { port: number };
  const slow = open.request({ url: `http://127.0.0.1:${at}/`, method: 'GET', timeoutMs: 50 });
  await expect(slow).rejects.toThrow(/no answer within 0.05 s/);
  silent.closeAllConnections();
  silent.close();
});
