import { createServer } from 'node:http';
import { systemClock } from '@gennaker/kernel/core';
import { expect, test } from 'vitest';
import { port } from '../../testing/test-bed.ts';
import { duePerTick, LoadSource } from './load-source.ts';

test('requests are due evenly over time', () => {
  expect(duePerTick(0, 0.05, 20)).toEqual({ now: 1, skipped: 0 });
  expect(duePerTick(1, 0.05, 20)).toEqual({ now: 0, skipped: 0 });
});

test('after a pause only a quarter of a second is made up for', () => {
  expect(duePerTick(0, 60, 100)).toEqual({ now: 25, skipped: 5_975 });
});

test('counts what was answered and what failed, and ends by itself', async () => {
  const at = await port();
  let seen = 0;
  const server = createServer((_, response) => {
    seen += 1;
    response.writeHead(seen % 2 === 0 ? 500 : 200).end('here');
  });
  await new Promise<void>((resolve) => server.listen(at, '127.0.0.1', resolve));
  const ended = Promise.withResolvers<void>();
  const source = new LoadSource(
    { requestsPerSecond: 40, seconds: 1, path: '/' },
    { clock: systemClock, port: () => at, onEnd: ended.resolve },
  );
  await ended.promise;
  server.close();
  const { ok, failed, running } = source.state;
  expect(running).toBe(false);
  expect(ok).toBeGreaterThan(5);
  expect(failed).toBeGreaterThan(5);
  expect(ok + failed).toBeLessThanOrEqual(40);
});
