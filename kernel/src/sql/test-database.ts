import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { createLogger, silentLogger, type Logger } from '../logging/logger.ts';
import { openDatabase, type Database } from './database.ts';
import { startEmbedded, stopEmbedded } from './embedded/server.ts';

/** Where a test run's PostgreSQL is; set by its global set-up. */
const URL_VARIABLE = 'GENNAKER_TEST_DATABASE_URL';

/** Starts one PostgreSQL for a whole test run, without fsync. @returns a function that removes it */
export async function startTestServer(): Promise<() => Promise<void>> {
  const home = mkdtempSync(join(tmpdir(), 'gennaker-test-'));
  const server = await startEmbedded({
    home,
    log: createLogger({ level: 'warn' }),
    settings: ['fsync=off', 'full_page_writes=off'],
  });
  process.env[URL_VARIABLE] = server.url;
  return async () => {
    await server.stop();
    await stopEmbedded(home);
    rmSync(home, { recursive: true, force: true });
  };
}

/** A fresh database of its own for one test file or test. */
export async function testDatabase(
  log: Logger = silentLogger,
): Promise<Database & { url: string; drop(): Promise<void> }> {
  const server = process.env[URL_VARIABLE];
  if (server === undefined)
    throw new Error('No test database: run the tests through vitest and its global set-up.');
  const name = `test_${randomBytes(6).toString('hex')}`;
  await asAdmin(server, `create database ${name}`);
  const url = server.replace('/postgres?', `/${name}?`);
  const database = openDatabase({ url, log, maxConnections: 10 });
  return {
    ...database,
    url,
    async drop() {
      await database.close();
      await asAdmin(server, `drop database ${name} with (force)`);
    },
  };
}

async function asAdmin(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(sql);
  await client.end();
}
