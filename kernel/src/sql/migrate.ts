import pg from 'pg';
import type { Logger } from '../logging/logger.ts';
import type { Database } from './database.ts';

/** A step that only adds; once released it is never changed. */
export interface Migration {
  /** `0001-executions`; applied in the order of the list. */
  name: string;
  sql: string;
}

/** All platforms on a database migrate one after another under this lock. */
const LOCK = 0x47_4e_4e_4b;

/**
 * Brings a service's schema up to date; safe to call from many processes at once. Each step is one
 * transaction with `search_path` set to the schema.
 */
export async function migrate(
  database: Database,
  { schema, migrations, log }: { schema: string; migrations: readonly Migration[]; log?: Logger },
): Promise<void> {
  const name = pg.escapeIdentifier(schema);
  const client = await database.pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK]);
    await client.query(`create schema if not exists ${name}`);
    await client.query(
      `create table if not exists ${name}.migrations (name text primary key, applied_at timestamptz not null default now())`,
    );
    const { rows } = await client.query<{ name: string }>(`select name from ${name}.migrations`);
    const applied = new Set(rows.map((row) => row.name));
    for (const migration of migrations.filter((step) => !applied.has(step.name))) {
      await client.query('begin');
      await client.query(`set local search_path to ${name}`);
      await client.query(migration.sql);
      await client.query(`insert into ${name}.migrations (name) values ($1)`, [migration.name]);
      await client.query('commit');
      log?.info('Migration applied', { schema, migration: migration.name });
    }
  } catch (error) {
    await client.query('rollback').catch((lost: Error) => (broken = lost));
    throw error;
  } finally {
    // A connection that is lost, or thrown away, gives the lock free by itself.
    if (!broken)
      await client.query('select pg_advisory_unlock($1)', [LOCK]).catch((lost: Error) => (broken = lost));
    client.release(broken);
  }
}
