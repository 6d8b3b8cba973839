import { conflict, notFound, type Clock, type Database, type Feed, type FeedChange } from '@gennaker/kernel';
import { sql, type Transaction } from 'kysely';
import type { AccountRecord, AccountStore } from './account-store.ts';

interface Row {
  name: string;
  type: string;
  body: AccountRecord['body'];
  built_in: boolean;
  version: number;
  last_seen: number | null;
  stale: boolean;
  reason: string | null;
}

const recordOf = (row: Row): AccountRecord => ({
  name: row.name,
  type: row.type,
  body: row.body,
  builtIn: row.built_in,
  version: row.version,
  lastSeen: row.last_seen ?? undefined,
  stale: row.stale,
  reason: row.reason ?? undefined,
});

const databaseNow = sql`(extract(epoch from clock_timestamp()) * 1000)::bigint`;

interface Deps {
  database: Database;
  clock: Clock;
  feed: Feed;
}

export function sqlAccountStore({ database, clock, feed }: Deps): AccountStore {
  const db = database.kysely<Record<string, never>>();
  const changeOf = ({ name, type, last_seen, stale, reason }: Row): FeedChange => ({
    kind: 'account',
    id: name,
    action: 'upsert',
    at: clock.now(),
    value: { name, type, stale, reason: reason ?? undefined, lastSeen: last_seen ?? undefined },
  });
  /** Runs a statement that returns the accounts it changed, and tells of them. */
  const changing = (statement: (trx: Transaction<never>) => Promise<{ rows: Row[] }>): Promise<Row[]> =>
    database.transaction(async (trx: Transaction<never>) => {
      const { rows } = await statement(trx);
      if (rows.length > 0) await feed.publish(trx, rows.map(changeOf));
      return rows;
    });

  return {
    async list() {
      const { rows } = await sql<Row>`select * from clouddriver.accounts order by lower(name)`.execute(db);
      return rows.map(recordOf);
    },
    async get(name) {
      const { rows } = await sql<Row>`select * from clouddriver.accounts where name = ${name}`.execute(db);
      return rows[0] && recordOf(rows[0]);
    },
    async create(definition, { builtIn = false } = {}) {
      const { name, type } = definition;
      const now = clock.now();
      const [row] = await changing((trx) =>
        sql<Row>`
          insert into clouddriver.accounts (name, type, body, built_in, created_at, updated_at)
          values (${name}, ${type}, ${JSON.stringify(definition)}::jsonb, ${builtIn}, ${now}, ${now})
          on conflict (name) do nothing returning *`.execute(trx),
      );
      if (!row)
        throw conflict(`Account ${name} exists already; change it (PUT), or give the new one another name.`);
      return recordOf(row);
    },
    async update(definition) {
      const { name, type } = definition;
      const [row] = await changing((trx) =>
        sql<Row>`
          update clouddriver.accounts set type = ${type}, body = ${JSON.stringify(definition)}::jsonb,
            version = version + 1, updated_at = ${clock.now()}
          where name = ${name} returning *`.execute(trx),
      );
      if (!row) throw notFound(`Account does not exist (name: ${name})`);
      return recordOf(row);
    },
    delete: (name) =>
      database.transaction(async (trx: Transaction<never>) => {
        const { rows: entities } = await sql<{
          kind: string;
          region: string;
          name: string;
          application: string;
        }>`
          delete from clouddriver.entities where account = ${name} returning kind, region, name, application`.execute(
          trx,
        );
        const { rows } =
          await sql`delete from clouddriver.accounts where name = ${name} returning name`.execute(trx);
        if (rows.length === 0) return false;
        const at = clock.now();
        await feed.publish(trx, [
          ...entities.map((entity): FeedChange => ({
            kind: entity.kind,
            id: `${name}:${entity.region}:${entity.name}`,
            application: entity.application,
            action: 'delete',
            at,
          })),
          { kind: 'account', id: name, action: 'delete', at },
        ]);
        return true;
      }),
    async holdForIndexing(indexer, leaseMs) {
      const { rows } = await sql<Row>`
        update clouddriver.accounts set indexer = ${indexer}, indexer_until = ${databaseNow} + ${leaseMs}::bigint
        where name in (
          select name from clouddriver.accounts where indexer = ${indexer} or indexer_until < ${databaseNow}
          order by name for update)
        returning *`.execute(db);
      return rows.map(recordOf);
    },
    async releaseFromIndexing(indexer) {
      await sql`update clouddriver.accounts set indexer = null, indexer_until = 0 where indexer = ${indexer}`.execute(
        db,
      );
    },
    async seen(names) {
      const list = sql`(select jsonb_array_elements_text(${JSON.stringify(names)}::jsonb))`;
      await sql`update clouddriver.accounts set last_seen = ${clock.now()} where name in ${list} and not stale`.execute(
        db,
      );
      await changing((trx) =>
        sql<Row>`update clouddriver.accounts set last_seen = ${clock.now()}, stale = false, reason = null
          where name in ${list} and stale returning *`.execute(trx),
      );
    },
    async unreachable(name, reason) {
      await changing((trx) =>
        sql<Row>`update clouddriver.accounts set stale = true, reason = ${reason}
          where name = ${name} and (not stale or reason is distinct from ${reason}) returning *`.execute(trx),
      );
    },
  };
}
