import { appendFileSync, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { InstanceLog, tellingLine } from './instance-log.ts';
import { operationId, POLL, text as get, withAgent } from '../../testing/test-bed.ts';

async function withLog(work: (log: InstanceLog) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'log-'));
  const log = new InstanceLog(folder, { serverGroup: 'shop-v000', id: 'a', base: { logBase: 0 }, files: 3 });
  await log.create();
  await work(log);
  rmSync(folder, { recursive: true });
}

test('offsets go on across rotations, and what was rotated away is skipped', () =>
  withLog(async (log) => {
    const round = (name: string) => {
      appendFileSync(log.file, `${name} `.repeat(10));
      return log.rotate(20);
    };
    expect(log.rotate(20)).toBe(false);
    for (const name of ['one', 'two', 'six', 'ten']) expect(round(name)).toBe(true);
    appendFileSync(log.file, 'end');
    expect(existsSync(`${log.file}.3`)).toBe(false);
    const all = await log.read(0, 1_000);
    expect(all).toMatchObject({ from: 80, next: 163, oldest: 80, size: 163 });
    expect(all.text).toBe(`${'six '.repeat(10)}${'ten '.repeat(10)}end`);
    expect(await log.read(116, 8)).toMatchObject({ text: 'six ten ', from: 116, next: 124 });
    expect(await log.read(163, 100)).toMatchObject({ text: '', from: 163, next: 163 });
  }));

test('gives the last lines, with or without a closing line break', () =>
  withLog(async (log) => {
    appendFileSync(log.file, 'a\nb\nc\n');
    expect(await log.tail(2, 1_000)).toMatchObject({ text: 'b\nc\n', from: 2, next: 6 });
    appendFileSync(log.file, 'd');
    expect(await log.tail(2, 1_000)).toMatchObject({ text: 'c\nd', from: 4 });
    expect((await log.tail(0, 1_000)).text).toBe('');
  }));

test('finds the line that tells why a program ended', () => {
  const crash =
    "node:internal/modules:1404\n  throw err;\n  ^\n\nError: Cannot find module '/x'\n    at f (y:1)\n  code: 'E'\n}\n\nNode.js v26.10.0\n";
  expect(tellingLine(crash)).toBe("Error: Cannot find module '/x'");
  expect(tellingLine('started\nport is taken\n')).toBe('port is taken');
  expect(tellingLine('')).toBeUndefined();
});

test('the log of a running instance is rotated, and still readable', () =>
  withAgent(async ({ client, create, up, gone, home }) => {
    await create('shop-v000');
    const [instance] = (await up('shop-v000', 1)).instances;
    const params = { id: instance?.id ?? '' };
    const file = join(home, 'agent', 'logs', 'shop-v000', `${params.id}.log`);
    for (let n = 0; n < 5; n++) {
      await get(`http://127.0.0.1:${instance?.port}/log?bytes=2500`);
      await expect.poll(() => statSync(file).size, POLL).toBe(0);
    }
    const { text, size, oldest, next } = await client.instances.log({ params, query: { tail: 1 } });
    expect(text).toBe(`${'x'.repeat(2500)}\n`);
    expect(next).toBe(size);
    expect(size).toBeGreaterThan(12_500);
    expect(size - oldest).toBe(2 * 2501);
    await client.serverGroups.destroy({
      params: { name: 'shop-v000' },
      query: { operationId: operationId() },
    });
    await gone('shop-v000');
    expect((await client.instances.log({ params, query: { from: next } })).text).toBe('asked to end\n');
  }));
