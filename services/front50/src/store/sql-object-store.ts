import { caller, jsonText, type Clock, type Database, type Feed } from '@gennaker/kernel';
import { sql, type Kysely, type Transaction } from 'kysely';
import type { ObjectStore, ObjectTransaction, ObjectType, Stored, Write } from './object-store.ts';

interface Row {
  type: string;
  id: string;
  application: string | null;
  name: string;
  body: Record<string, unknown>;
  version: number;
  created_at: number;
  updated_at: number;
  updated_by: string;
}

interface Tables {
  'front50.objects': Row;
  'front50.history': Pick<Row, 'type' | 'id' | 'version' | 'body' | 'updated_at' | 'updated_by'> & {
    deleted: boolean;
  };
}

const storedOf = (row: Row): Stored => ({
  id: row.id,
  application: row.application ?? undefined,
  name: row.name,
  body: row.body,
  version: row.version,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
  updatedBy: row.updated_by,
});

interface Deps {
  database: Database;
  clock: Clock;
  feed: Feed;
}

export function sqlObjectStore({ database, clock, feed }: Deps): ObjectStore {
  const db = database.kysely<Tables>();
  return {
    ...reads(db),
    async history(type, id, limit) {
      const rows = await db
        .selectFrom('front50.history')
        .selectAll()
        .where('type', '=', type)
        .where('id', '=', id)
        .where('deleted', '=', false)
        .orderBy('version', 'desc')
        .limit(limit)
        .execute();
      return rows.map((row) => storedOf({ ...row, application: null, name: '', created_at: row.updated_at }));
    },
    write: (key, work) =>
      database.transaction(async (trx: Transaction<Tables>) => {
        await sql`select pg_advisory_xact_lock(hashtextextended(${`front50 ${key}`}, 0))`.execute(trx);
        return work({ ...reads(trx), ...writes(trx, clock, feed) });
      }),
  };
}

function reads(db: Kysely<Tables>): Omit<ObjectTransaction, 'put' | 'delete'> {
  const of = (type: ObjectType) => db.selectFrom('front50.objects').selectAll().where('type', '=', type);
  return {
    async get(type, id) {
      const row = await of(type).where('id', '=', id).executeTakeFirst();
      return row && storedOf(row);
    },
    async byName(type, application, name) {
      const row = await of(type)
        .where(sql`coalesce(application, '')`, '=', application?.toLowerCase() ?? '')
        // Both by the database: its locale decides which letters have a small form.
        .where(sql<boolean>`lower(name) = lower(${name})`)
        .executeTakeFirst();
      return row && storedOf(row);
    },
    async list(type, { application } = {}) {
      let query = of(type);
      if (application !== undefined) query = query.where('application', '=', application.toLowerCase());
      return (await query.orderBy(sql`lower(name)`).execute()).map(storedOf);
    },
  };
}

function writes(
  trx: Transaction<Tables>,
  clock: Clock,
  feed: Feed,
): Pick<ObjectTransaction, 'put' | 'delete'> {
  const remember = (type: ObjectType, row: Row, deleted: boolean) =>
    trx
      .insertInto('front50.history')
      .values({
        type,
        id: row.id,
        version: deleted ? row.version + 1 : row.version,
        body: jsonText(row.body) as never,
        updated_at: clock.now(),
        updated_by: caller().user,
        deleted,
      })
      .execute();
  const tell = (type: ObjectType, row: Row, action: 'upsert' | 'delete') => {
    const application = row.application ?? (type === 'application' ? row.id : undefined);
    const value =
      action === 'upsert' ? { name: row.name, version: row.version, updatedBy: row.updated_by } : undefined;
    return feed.publish(trx as never, [
      { kind: type, id: row.id, application, action, at: clock.now(), value },
    ]);
  };
  return {
    async put(type, { id, application, name, body }: Write) {
      const now = clock.now();
      const { rows } = await sql<Row>`
        insert into front50.objects (type, id, application, name, body, created_at, updated_at, updated_by, version)
        values (${type}, ${id}, ${application?.toLowerCase() ?? null}, ${name}, ${jsonText(body)}::jsonb, ${now}, ${now}, ${caller().user},
          coalesce((select max(version) from front50.history h where h.type = ${type} and h.id = ${id}), 0) + 1)
        on conflict (type, id) do update set application = excluded.application, name = excluded.name, body = excluded.body,
          version = objects.version + 1, updated_at = excluded.updated_at, updated_by = excluded.updated_by
        returning *`.execute(trx);
      const row = rows[0] as Row;
      await remember(type, row, false);
      await tell(type, row, 'upsert');
      return storedOf(row);
    },
    async delete(type, id) {
      const row = await trx
        .deleteFrom('front50.objects')
        .where('type', '=', type)
        .where('id', '=', id)
        .returningAll()
        .executeTakeFirst();
      if (!row) return false;
      await remember(type, row, true);
      await tell(type, row, 'delete');
      return true;
    },
  };
}
