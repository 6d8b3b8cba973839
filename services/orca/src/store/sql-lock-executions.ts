import { sql, type Kysely } from 'kysely';
import { jsonText } from '@gennaker/kernel';
import type { Locked, Turn } from './turn-store.ts';

type Row = Locked & { counting: boolean };

/** The first step of a turn, in one statement. */
export async function lockExecutions(
  trx: Kysely<never>,
  { now, wanted, limit, results }: Parameters<Turn['lock']>[0],
): ReturnType<Turn['lock']> {
  // One array: with `or` PostgreSQL would read the whole table.
  const locked = sql`
    select id, version, exists (
      select 1 from orca.messages m where m.execution_id = executions.id and m.due <= ${now} and m.error is null) as due
    from orca.executions
    where id = any(${[...wanted]}::text[] || array(
      select execution_id from orca.messages where due <= ${now} and error is null order by due limit ${limit}))
    for update skip locked`;
  // Without results: the common case when a timer goes off.
  const counting =
    results.length === 0
      ? sql`select null::text as id where false`
      : sql`delete from orca.task_runs t
          using json_to_recordset(${jsonText(results)}::json) as r(id text, attempt integer), locked
          where t.id = r.id and t.id = any(${results.map(({ id }) => id)}) and t.attempt = r.attempt
            and t.execution_id = locked.id returning t.id`;
  const { rows } = await sql<Row>`
    with locked as materialized (${locked}), counting as (${counting})
    select id, version, due, false as counting from locked
    union all select id, 0, false, true from counting`.execute(trx);
  return {
    locked: rows.filter((row) => !row.counting).map(({ id, version, due }) => ({ id, version, due })),
    counting: new Set(rows.filter((row) => row.counting).map(({ id }) => id)),
  };
}
