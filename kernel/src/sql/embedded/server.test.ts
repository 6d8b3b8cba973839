import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, expect, test } from 'vitest';
import { silentLogger as log } from '../../logging/logger.ts';
import { startEmbedded, stopEmbedded } from './server.ts';

const homes: string[] = [];
const newHome = (): string => {
  const home = mkdtempSync(join(tmpdir(), 'gennaker-embedded-'));
  chmodSync(home, 0o755);
  homes.push(home);
  return home;
};
afterEach(async () => {
  for (const home of homes.splice(0)) {
    await stopEmbedded(home);
    rmSync(home, { recursive: true, force: true });
  }
});

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows as unknown[];
  } finally {
    await client.end();
  }
}

test('keeps its data over a stop, and stops cleanly', async () => {
  const home = newHome();
  const first = await startEmbedded({ home, log });
  await query(first.url, 'create table kept as select 42 as n');
  await first.stop();
  expect(first.pid()).toBeUndefined();

  const second = await startEmbedded({ home, log });
  expect(await query(second.url, 'select n from kept')).toEqual([{ n: 42 }]);
  await second.stop();
});

test('takes over a database that a killed platform left', async () => {
  const home = newHome();
  const first = await startEmbedded({ home, log });
  const second = await startEmbedded({ home, log });
  expect(second.pid()).toBe(first.pid());
  await second.stop();
  await first.stop();
});

test('starts again a database that was killed', async () => {
  const home = newHome();
  const database = await startEmbedded({ home, log });
  await query(database.url, 'create table kept as select 42 as n');
  const before = database.pid();
  process.kill(before as number, 'SIGKILL');
  await expect
    .poll(() => query(database.url, 'select n from kept').catch(() => 'down'), {
      timeout: 15_000,
      interval: 100,
    })
    .toEqual([{ n: 42 }]);
  expect(database.pid()).not.toBe(before);
  await database.stop();
}, 30_000);

test.runIf(process.platform === 'linux')(
  'starts again a database that was killed, as soon as the last of its processes has ended',
  async () => {
    const home = newHome();
    const database = await startEmbedded({ home, log });
    const before = database.pid() as number;
    const [child] = readFileSync(`/proc/${before}/task/${before}/children`, 'utf8').split(' ');
    process.kill(Number(child), 'SIGSTOP');
    process.kill(before, 'SIGKILL');
    try {
      await expect
        .poll(() => readFileSync(join(home, 'postgres', 'postgres.log'), 'utf8'), { timeout: 10_000 })
        .toContain('pre-existing shared memory block');
    } finally {
      process.kill(Number(child), 'SIGKILL');
    }
    await expect
      .poll(() => query(database.url, 'select 1 as one').catch(() => 'down'), { timeout: 10_000 })
      .toEqual([{ one: 1 }]);
    await database.stop();
  },
  30_000,
);

test('a half-made database is made anew, a stale lock is looked through', async () => {
  const home = newHome();
  const first = await startEmbedded({ home, log });
  await first.stop();
  writeFileSync(join(home, 'postgres', 'data', 'postmaster.pid'), `${process.pid}\n`);
  const second = await startEmbedded({ home, log });
  expect(await query(second.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  await second.stop();
  expect(readFileSync(join(home, 'postgres', 'password'), 'utf8')).toHaveLength(32);
});

test('a database is in its place only when it is whole', async () => {
  const home = newHome();
  const data = join(home, 'postgres', 'data');
  let wasWhole: boolean | undefined;
  const look = setInterval(() => {
    if (wasWhole === undefined && existsSync(join(data, 'PG_VERSION')))
      wasWhole = existsSync(join(data, 'base', '5')); // the last that initdb makes
  }, 1);
  const database = await startEmbedded({ home, log });
  clearInterval(look);
  expect(wasWhole).toBe(true);
  await database.stop();
});

test('a stale lock whose number the server of another home has by now is looked through', async () => {
  const [home, otherHome] = [newHome(), newHome()];
  const [ours, other] = [await startEmbedded({ home, log }), await startEmbedded({ home: otherHome, log })];
  await ours.stop();
  const lock = join(home, 'postgres', 'data', 'postmaster.pid');
  writeFileSync(lock, `${other.pid()}\n`);
  expect(await stopEmbedded(home)).toBe(false);
  const again = await startEmbedded({ home, log });
  expect(again.pid()).not.toBe(other.pid());
  expect(await query(other.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  await again.stop();
  await other.stop();
});

test('a folder that cannot be made is named with the remedy', async () => {
  const home = newHome();
  writeFileSync(join(home, 'file'), '');
  const start = startEmbedded({ home: join(home, 'file'), log });
  await expect(start).rejects.toThrow(/data folder .*file.* cannot be used.*GENNAKER_HOME/);
});
