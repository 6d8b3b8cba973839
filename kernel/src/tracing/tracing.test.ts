import { createServer, type Server } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { oc } from '@orpc/contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { connect } from '../http/client.ts';
import { implement } from '../http/implement.ts';
import { listen } from '../http/server.ts';
import { createService } from '../http/service.ts';
import { silentLogger as log } from '../logging/logger.ts';
import { startTracing } from './exporter.ts';
import { inSpan, traceHeaders } from './tracing.ts';

interface Span {
  name: string;
  traceId: string;
  parentSpanId?: string;
  spanId: string;
}

let collector: Server;
let url: string;
const spans: Span[] = [];
beforeAll(async () => {
  collector = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const raw = Buffer.concat(chunks);
      const text = (request.headers['content-encoding'] === 'gzip' ? gunzipSync(raw) : raw).toString();
      const { resourceSpans } = JSON.parse(text) as { resourceSpans: { scopeSpans: { spans: Span[] }[] }[] };
      for (const { scopeSpans } of resourceSpans) for (const scope of scopeSpans) spans.push(...scope.spans);
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  });
  await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(collector.address() as { port: number }).port}/v1/traces`;
});
afterAll(() => collector.close());

const contract = {
  ping: oc.$meta({ allow: 'anyone' }).route({ method: 'GET', path: '/ping' }).output(z.unknown()),
};

test('a trace goes on over services, in process and over HTTP, and over what was stored', async () => {
  expect(traceHeaders()).toEqual({});
  const stop = startTracing(url);
  const service = createService({
    name: 'inner',
    contract,
    router: implement(contract, { ping: () => 'pong' }),
    log,
  });
  const listener = await listen({ service, at: { host: '127.0.0.1', port: 0 }, log });

  let stored: Record<string, string> = {};
  await inSpan('start', {}, async () => {
    stored = traceHeaders();
    await connect(contract, service).ping();
    await connect(contract, listener.address).ping();
  });
  await inSpan('later', { headers: stored }, () => Promise.resolve());
  await listener.close(100);
  await stop();

  const byName = new Map(spans.map((span) => [span.name, span]));
  expect(spans.filter(({ name }) => name === 'inner GET /ping')).toHaveLength(2);
  expect(new Set(spans.map(({ traceId }) => traceId)).size).toBe(1);
  expect(byName.get('later')?.parentSpanId).toBe(byName.get('start')?.spanId);
});
