import { expect, test } from 'vitest';
import type { Database } from './database.ts';
import { testDatabase } from './test-database.ts';
import { migrate } from './migrate.ts';

const migrations = [
  { name: '0001-things', sql: 'create table things (id text primary key, n bigint not null)' },
  { name: '0002-index', sql: 'create index things_by_n on things (n)' },
];

test('migrates once, whoever comes first', async () => {
  const database = await testDatabase();
  await Promise.all(Array.from({ length: 5 }, () => migrate(database, { schema: 'one', migrations })));
  await migrate(database, {
    schema: 'one',
    migrations: [...migrations, { name: '0003', sql: 'alter table things add column m int' }],
  });
  const { rows } = await database.pool.query('select name from one.migrations order by name');
  expect(rows.map(({ name }: { name: string }) => name)).toEqual(['0001-things', '0002-index', '0003']);
  await database.drop();
});

test('a failing migration changes nothing', async () => {
  const database = await testDatabase();
  const bad = { name: '0001-bad', sql: 'create table things (id text); select * from nowhere' };
  await expect(migrate(database, { schema: 'two', migrations: [bad] })).rejects.toThrow(/nowhere/);
  const { rows } = await database.pool.query("select to_regclass('two.things') as found");
  expect(rows).toEqual([{ found: null }]);
  await migrate(database, { schema: 'two', migrations });
  await database.drop();
});

test('a database that goes away in the middle of a migration is what the error says, and no connection is kept', async () => {
  const lost = new Error('Connection terminated unexpectedly');
  const released: unknown[] = [];
  const client = {
    query: (text: string) =>
      text.startsWith('select pg_advisory_lock') ? Promise.resolve({ rows: [] }) : Promise.reject(lost),
    release: (error: unknown) => released.push(error),
  };
  const database = { pool: { connect: () => Promise.resolve(client) } } as unknown as Database;
  await expect(migrate(database, { schema: 'one', migrations })).rejects.toBe(lost);
  expect(released).toEqual([lost]);
});

test('a transaction that its process leaves open is ended by the server before others have waited for long', async () => {
  const database = await testDatabase();
  const { rows } = await database.pool.query('show idle_in_transaction_session_timeout');
  expect(rows).toEqual([{ idle_in_transaction_session_timeout: '12s' }]);
  await database.drop();
});

test('a transaction that throws leaves nothing', async () => {
  const database = await testDatabase();
  await migrate(database, { schema: 'three', migrations });
  const work = database.transaction<{ 'three.things': { id: string; n: number } }, void>(async (trx) => {
    await trx.insertInto('three.things').values({ id: 'a', n: 1 }).execute();
    throw new Error('no');
  });
  await expect(work).rejects.toThrow('no');
  expect((await database.pool.query('select * from three.things')).rows).toEqual([]);
  await database.drop();
});

test('listens, also after its connection was cut', async () => {
  const database = await testDatabase();
  const heard: (string | undefined)[] = [];
  await database.listen('news', (payload) => heard.push(payload));
  await database.pool.query("select pg_notify('news', 'first')");
  await expect.poll(() => heard).toEqual(['first']);

  await database.pool.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'gennaker-listen' and datname = current_database()",
  );
  await expect.poll(() => heard).toEqual(['first', undefined]);
  await database.pool.query("select pg_notify('news', 'second')");
  await expect.poll(() => heard).toEqual(['first', undefined, 'second']);
  await database.drop();
});
