import { sql, type Kysely } from 'kysely';
import { executionOf, type ExecutionRow, type StageRow } from './rows.ts';
import type { StoredExecution } from './turn-store.ts';

type Db = Kysely<never>;

/** Reads executions with all their stages; in the order of `ids`, those that exist. */
export async function loadExecutions(db: Db, ids: readonly string[]): Promise<StoredExecution[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<ExecutionRow & { stages: StageRow[] | null }>`
    select e.*, (
      select json_agg(json_build_object('id', s.id, 'position', s.position, 'body', s.body, 'notes', s.notes) order by s.position)
      from orca.stages s where s.execution_id = e.id
    ) as stages
    from orca.executions e where e.id = any(${[...ids]})`.execute(db);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []).map(({ stages, ...row }) => stored(row, stages ?? []));
}

const stored = (row: ExecutionRow, stages: StageRow[]): StoredExecution => ({
  execution: executionOf(
    row,
    stages.map(({ body }) => body),
  ),
  notes: row.notes,
  stageNotes: new Map(stages.map(({ id, notes }) => [id, notes])),
  positions: new Map(stages.map(({ id, position }) => [id, position])),
  version: row.version,
});
