import { sql, type Kysely, type RawBuilder } from 'kysely';
import { RUNS_CHANNEL } from './channels.ts';
import { jsonText } from '@gennaker/kernel';
import type { TurnWrites } from './turn-store.ts';

type Db = Kysely<never>;
type Part = RawBuilder<unknown>;

/**
 * Writes all that a turn changed in one statement, however many executions took part: a round trip costs
 * more than what it carries. The parts touch different rows, so their order does not matter.
 */
export async function writeTurn(db: Db, writes: TurnWrites, now: number): Promise<void> {
  const parts = [
    ...executionParts(writes),
    ...stageParts(writes),
    ...messageParts(writes),
    ...runParts(writes),
  ];
  if (parts.length > 0) {
    const named = parts.map((part, index) => sql`${sql.raw(`part${index}`)} as (${part})`);
    const notify = writes.runs.some(({ worker }) => worker === null);
    await sql`with ${sql.join(named)} select ${notify ? sql`pg_notify(${RUNS_CHANNEL}, '')` : sql`1`}`.execute(
      db,
    );
  }
  await wakeMessages(db, writes.wakeKeys, now);
}

/** What is nothing to write is left out: few combinations come up, and each is prepared once. */
const when = (rows: readonly unknown[], part: (json: string) => Part): Part[] =>
  rows.length === 0 ? [] : [part(jsonText(rows))];

// The ids beside the join keep a prepared plan on the index, however the table grows.
const executionParts = ({ created, changed }: TurnWrites): Part[] => [
  ...when(
    created,
    (rows) => sql`
      insert into orca.executions (id, type, application, name, pipeline_config_id, status, build_time, start_time,
        end_time, canceled, canceled_by, cancellation_reason, paused, waiting, trigger_type, correlation_id, body, notes)
      select id, type, application, name, pipeline_config_id, status, build_time, start_time,
        end_time, canceled, canceled_by, cancellation_reason, paused, waiting, trigger_type, correlation_id, body, notes
      from json_to_recordset(${rows}::json) as r(id text, type text, application text, name text,
        pipeline_config_id text, status text, build_time bigint, start_time bigint, end_time bigint, canceled boolean,
        canceled_by text, cancellation_reason text, paused json, waiting boolean, trigger_type text,
        correlation_id text, body jsonb, notes json)`,
  ),
  ...when(
    changed,
    (rows) => sql`
      update orca.executions e set status = r.status, start_time = r.start_time, end_time = r.end_time,
        canceled = r.canceled, canceled_by = r.canceled_by, cancellation_reason = r.cancellation_reason,
        paused = r.paused, waiting = r.waiting, notes = r.notes, body = coalesce(r.body, e.body), version = e.version + 1
      from json_to_recordset(${rows}::json) as r(id text, status text, start_time bigint, end_time bigint,
        canceled boolean, canceled_by text, cancellation_reason text, paused json, waiting boolean, notes json, body jsonb)
      where e.id = r.id and e.id = any(${changed.map(({ id }) => id)})`,
  ),
];

const stageParts = ({ stages, removedStages }: TurnWrites): Part[] => [
  ...when(
    removedStages,
    (rows) => sql`
      delete from orca.stages s using json_to_recordset(${rows}::json) as r(execution_id text, id text)
      where s.execution_id = r.execution_id and s.id = r.id`,
  ),
  ...when(
    stages,
    (rows) => sql`
      insert into orca.stages (execution_id, id, position, body, notes)
      select execution_id, id, position, body, notes
      from json_to_recordset(${rows}::json)
        as r(execution_id text, id text, position integer, body json, notes json)
      on conflict (execution_id, id) do update set body = excluded.body, notes = excluded.notes`,
  ),
];

const messageParts = ({ ended, clearedSlots, messages }: TurnWrites): Part[] => [
  ...(ended.length === 0
    ? []
    : [sql`delete from orca.messages where execution_id = any(${ended}) and error is null`]),
  ...when(
    clearedSlots,
    (rows) => sql`
      delete from orca.messages m using json_to_recordset(${rows}::json) as r(execution_id text, slot text)
      where m.execution_id = r.execution_id and m.slot = r.slot and m.error is null`,
  ),
  ...when(
    messages,
    // Only a message to another execution may come too late: that one may have been deleted.
    (rows) => sql`
      insert into orca.messages (execution_id, slot, due, wake_on, body)
      select execution_id, slot, due, (select array_agg(key) from json_array_elements_text(wake_on) as key), body
      from json_to_recordset(${rows}::json)
        as r(execution_id text, slot text, due bigint, wake_on json, body json, to_other boolean)
      where not to_other or exists (select 1 from orca.executions e where e.id = r.execution_id)
      on conflict (execution_id, slot) do update
        set due = excluded.due, wake_on = excluded.wake_on, body = excluded.body, error = null`,
  ),
];

const runParts = ({ runs, droppedRuns, abortedRuns }: TurnWrites): Part[] => [
  ...(droppedRuns.length === 0 ? [] : [sql`delete from orca.task_runs where id = any(${droppedRuns})`]),
  ...(abortedRuns.length === 0
    ? []
    : [
        sql`update orca.task_runs set aborted = true where id = any(${abortedRuns}) and id <> all(${droppedRuns})`,
      ]),
  ...when(
    runs,
    (rows) => sql`
      insert into orca.task_runs (id, execution_id, stage_id, task_id, purpose, worker, lease)
      select id, execution_id, stage_id, task_id, purpose, worker,
        case when worker is null then now() else now() + interval '10 seconds' end
      from json_to_recordset(${rows}::json)
        as r(id text, execution_id text, stage_id text, task_id text, purpose text, worker text)`,
  ),
];

/** Rows that a turn holds are left out: whoever holds them hears of the wake and looks again. */
export async function wakeMessages(db: Db, keys: readonly string[], now: number): Promise<number> {
  if (keys.length === 0) return 0;
  const { numAffectedRows } = await sql`
    update orca.messages set due = ${now} where id in (
      select id from orca.messages
      where wake_on && ${[...keys]} and (due is null or due > ${now}) and error is null
      for update skip locked)`.execute(db);
  return Number(numAffectedRows ?? 0);
}
