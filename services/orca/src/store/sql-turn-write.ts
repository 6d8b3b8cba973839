import { sql, type Kysely } from 'kysely';
import { RUNS_CHANNEL } from './channels.ts';
import { jsonText } from './json.ts';
import type { TurnWrites } from './turn-store.ts';

type Db = Kysely<never>;

/** Writes all that a turn changed: a few statements, however many executions took part. */
export async function writeTurn(db: Db, writes: TurnWrites, now: number): Promise<void> {
  await writeExecutions(db, writes);
  await writeStages(db, writes);
  await writeMessages(db, writes, now);
  await writeRuns(db, writes);
}

async function writeExecutions(db: Db, { created, changed }: TurnWrites): Promise<void> {
  if (created.length > 0)
    await sql`
      insert into orca.executions (id, type, application, name, pipeline_config_id, status, build_time, start_time,
        end_time, canceled, canceled_by, cancellation_reason, paused, waiting, trigger_type, correlation_id, body, notes)
      select id, type, application, name, pipeline_config_id, status, build_time, start_time,
        end_time, canceled, canceled_by, cancellation_reason, paused, waiting, trigger_type, correlation_id, body, notes
      from json_to_recordset(${jsonText(created)}::json) as r(id text, type text, application text, name text,
        pipeline_config_id text, status text, build_time bigint, start_time bigint, end_time bigint, canceled boolean,
        canceled_by text, cancellation_reason text, paused json, waiting boolean, trigger_type text,
        correlation_id text, body jsonb, notes json)`.execute(db);
  if (changed.length > 0)
    await sql`
      update orca.executions e set status = r.status, start_time = r.start_time, end_time = r.end_time,
        canceled = r.canceled, canceled_by = r.canceled_by, cancellation_reason = r.cancellation_reason,
        paused = r.paused, waiting = r.waiting, notes = r.notes, body = coalesce(r.body, e.body), version = e.version + 1
      from json_to_recordset(${jsonText(changed)}::json) as r(id text, status text, start_time bigint, end_time bigint,
        canceled boolean, canceled_by text, cancellation_reason text, paused json, waiting boolean, notes json, body jsonb)
      where e.id = r.id`.execute(db);
}

async function writeStages(db: Db, { stages, removedStages }: TurnWrites): Promise<void> {
  if (removedStages.length > 0)
    await sql`
      delete from orca.stages s using json_to_recordset(${jsonText(removedStages)}::json) as r(execution_id text, id text)
      where s.execution_id = r.execution_id and s.id = r.id`.execute(db);
  if (stages.length > 0)
    await sql`
      insert into orca.stages (execution_id, id, position, body, notes)
      select execution_id, id, position, body, notes
      from json_to_recordset(${jsonText(stages)}::json)
        as r(execution_id text, id text, position integer, body json, notes json)
      on conflict (execution_id, id) do update set body = excluded.body, notes = excluded.notes`.execute(db);
}

async function writeMessages(db: Db, writes: TurnWrites, now: number): Promise<void> {
  const { ended, clearedSlots, messages, wakeKeys } = writes;
  if (ended.length > 0)
    await sql`delete from orca.messages where execution_id = any(${ended}) and error is null`.execute(db);
  if (clearedSlots.length > 0)
    await sql`
      delete from orca.messages m using json_to_recordset(${jsonText(clearedSlots)}::json) as r(execution_id text, slot text)
      where m.execution_id = r.execution_id and m.slot = r.slot and m.error is null`.execute(db);
  if (messages.length > 0)
    await sql`
      insert into orca.messages (execution_id, slot, due, wake_on, body)
      select execution_id, slot, due, (select array_agg(key) from json_array_elements_text(wake_on) as key), body
      from json_to_recordset(${jsonText(messages)}::json)
        as r(execution_id text, slot text, due bigint, wake_on json, body json)
      where exists (select 1 from orca.executions e where e.id = r.execution_id)
      on conflict (execution_id, slot) do update
        set due = excluded.due, wake_on = excluded.wake_on, body = excluded.body, error = null`.execute(db);
  await wakeMessages(db, wakeKeys, now);
}

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

async function writeRuns(db: Db, { runs, droppedRuns, abortedRuns }: TurnWrites): Promise<void> {
  if (droppedRuns.length > 0)
    await sql`delete from orca.task_runs where id = any(${droppedRuns})`.execute(db);
  if (abortedRuns.length > 0)
    await sql`update orca.task_runs set aborted = true where id = any(${abortedRuns})`.execute(db);
  if (runs.length === 0) return;
  await sql`
    insert into orca.task_runs (id, execution_id, stage_id, task_id, purpose, worker, lease)
    select id, execution_id, stage_id, task_id, purpose, worker,
      case when worker is null then now() else now() + interval '10 seconds' end
    from json_to_recordset(${jsonText(runs)}::json)
      as r(id text, execution_id text, stage_id text, task_id text, purpose text, worker text)`.execute(db);
  if (runs.some(({ worker }) => worker === null))
    await sql`select pg_notify(${RUNS_CHANNEL}, '')`.execute(db);
}
