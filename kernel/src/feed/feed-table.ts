import { sql, type Transaction } from 'kysely';
import type { Database } from '../sql/database.ts';
import { jsonText } from '../sql/json-text.ts';
import type { FeedChange, FeedEntry } from './feed.ts';

/** For the migrations of a service that has a feed. */
export const FEED_MIGRATION = `
  create table changes (
    xid xid8 not null default pg_current_xact_id(),
    seq bigint generated always as identity,
    at bigint not null,
    kind text not null,
    id text not null,
    application text,
    action text not null,
    value jsonb,
    primary key (xid, seq)
  );
  create index changes_by_time on changes (at);
`;

/**
 * A place in the feed. Sequence numbers are given before the commit, so a later number can become
 * visible first; ordered by transaction, and read only up to the oldest one still open, nothing is missed.
 */
export interface Token {
  xid: string;
  seq: number;
}

const textOf = ({ xid, seq }: Token): string => `${xid}-${seq}`;

function tokenOf(text: string): Token | undefined {
  const [, xid, seq] = /^(\d+)-(\d+)$/.exec(text) ?? [];
  return xid === undefined ? undefined : { xid, seq: Number(seq) };
}

interface Row extends Token {
  at: number;
  kind: string;
  id: string;
  application: string | null;
  action: 'upsert' | 'delete';
  value: unknown;
}

const BATCH = 1_000;

/** The SQL of a service's feed. */
export function feedTable(database: Database, schema: string) {
  const table = sql.id(schema, 'changes');
  const db = database.kysely<Record<string, never>>();
  const visible = sql`xid < pg_snapshot_xmin(pg_current_snapshot())`;

  const entryOf = ({ xid, seq, at, kind, id, application, action, value }: Row): FeedEntry => ({
    token: textOf({ xid, seq }),
    change: { kind, id, application: application ?? undefined, action, at, value: value ?? undefined },
  });

  const rowsAfter = async ({ xid, seq }: Token, limit: number): Promise<Row[]> =>
    (
      await sql<Row>`select xid::text, seq, at, kind, id, application, action, value from ${table}
        where (xid, seq) > (${xid}::text::xid8, ${seq}) and ${visible} order by xid, seq limit ${limit}`.execute(
        db,
      )
    ).rows;

  return {
    async head(): Promise<Token> {
      const { rows } = await sql<{
        xid: string;
      }>`select pg_snapshot_xmin(pg_current_snapshot())::text as xid`.execute(db);
      // All of older transactions is behind this place, all of those still open is after it.
      return { xid: String(BigInt(rows[0]?.xid ?? '1') - 1n), seq: Number.MAX_SAFE_INTEGER };
    },

    async after(from: Token): Promise<{ entries: FeedEntry[]; last: Token; pending: boolean }> {
      const rows = await rowsAfter(from, BATCH);
      const last = rows.at(-1) ?? from;
      // The newest row, by the index: a search for any later row would read all the older ones first.
      const { rows: waiting } = await sql<{ pending: boolean }>`
        select (xid, seq) > (${last.xid}::text::xid8, ${last.seq}) as pending from ${table}
        order by xid desc, seq desc limit 1`.execute(db);
      return {
        entries: rows.map(entryOf),
        last: { xid: last.xid, seq: last.seq },
        pending: waiting[0]?.pending ?? false,
      };
    },

    /** What a follower missed, or `gone` when some of it may have been pruned. */
    async between(after: string, until: Token): Promise<FeedEntry[] | 'gone'> {
      const from = tokenOf(after);
      if (!from) return 'gone';
      const { rows: kept } = await sql<{ known: boolean }>`select exists
        (select 1 from ${table} where xid = ${from.xid}::text::xid8 and seq = ${from.seq}) as known`.execute(
        db,
      );
      if (!kept[0]?.known) return 'gone';
      const missed: FeedEntry[] = [];
      for (let place = from; ;) {
        const rows = await rowsAfter(place, BATCH);
        missed.push(...rows.filter((row) => !isAfter(row, until)).map(entryOf));
        const last = rows.at(-1);
        if (!last || rows.length < BATCH || isAfter(last, until)) return missed;
        place = last;
      }
    },

    async insert(trx: Transaction<never>, changes: readonly FeedChange[]): Promise<void> {
      if (changes.length === 0) return;
      const rows = jsonText(changes);
      await sql`with added as (insert into ${table} (at, kind, id, application, action, value)
        select at, kind, id, application, action, value
        from jsonb_to_recordset(${rows}::jsonb)
          as r(at bigint, kind text, id text, application text, action text, value jsonb))
        select pg_notify(${`${schema}_changes`}, '')`.execute(trx);
    },

    async prune(before: number): Promise<number> {
      const { numAffectedRows } = await sql`delete from ${table} where at < ${before}`.execute(db);
      return Number(numAffectedRows ?? 0);
    },
  };
}

const isAfter = (a: Token, b: Token): boolean =>
  BigInt(a.xid) > BigInt(b.xid) || (a.xid === b.xid && a.seq > b.seq);
