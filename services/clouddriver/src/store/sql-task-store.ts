import type { Clock, Database, Feed } from '@gennaker/kernel';
import { sql, type Transaction } from 'kysely';
import { taskChange } from '../operations/task-view.ts';
import {
  LostClaim,
  type Claim,
  type HistoryEntry,
  type TaskRecord,
  type TaskState,
  type TaskStore,
} from './task-store.ts';

interface Row {
  id: string;
  provider: string;
  account: string | null;
  application: string | null;
  operations: TaskRecord['operations'];
  client_request_id: string | null;
  caller: TaskRecord['caller'];
  state: TaskState;
  history: HistoryEntry[];
  result_objects: TaskRecord['resultObjects'];
  created_at: number;
  attempt: number;
}

const recordOf = (row: Row): TaskRecord => ({
  id: row.id,
  provider: row.provider,
  account: row.account ?? undefined,
  application: row.application ?? undefined,
  operations: row.operations,
  clientRequestId: row.client_request_id ?? undefined,
  caller: row.caller,
  state: row.state,
  history: row.history,
  resultObjects: row.result_objects,
  createdAt: row.created_at,
});

const CHANNEL = 'clouddriver_operations';
/** Leases compare with one clock, the database's: hosts may disagree about the time. */
const databaseNow = sql`(extract(epoch from clock_timestamp()) * 1000)::bigint`;
const json = (value: unknown) => sql`${JSON.stringify(value)}::jsonb`;

interface Deps {
  database: Database;
  clock: Clock;
  feed: Feed;
}

export function sqlTaskStore({ database, clock, feed }: Deps): TaskStore {
  const db = database.kysely<Record<string, never>>();
  const tell = (trx: Transaction<never>, task: TaskRecord) =>
    feed.publish(trx, [taskChange(task, clock.now())]);
  const one = async (query: ReturnType<typeof sql<Row>>) => {
    const row = (await query.execute(db)).rows[0];
    return row && recordOf(row);
  };
  const byRequest = (clientRequestId: string) =>
    one(sql<Row>`select * from clouddriver.operation_tasks where client_request_id = ${clientRequestId}`);

  return {
    async create(task, first) {
      const known = task.clientRequestId === undefined ? undefined : await byRequest(task.clientRequestId);
      if (known) return known;
      const now = clock.now();
      const created = await database.transaction(async (trx: Transaction<never>) => {
        const { rows } = await sql<Row>`
          insert into clouddriver.operation_tasks
            (id, provider, account, application, operations, client_request_id, caller, state, phase, status, history, created_at, updated_at)
          values (${task.id}, ${task.provider}, ${task.account ?? null}, ${task.application ?? null}, ${json(task.operations)},
            ${task.clientRequestId ?? null}, ${json(task.caller)}, 'STARTED', ${first.phase}, ${first.status}, ${json([first])}, ${now}, ${now})
          on conflict (client_request_id) do nothing returning *`.execute(trx);
        const [row] = rows;
        if (!row) return undefined;
        await tell(trx, recordOf(row));
        await sql`select pg_notify(${CHANNEL}, '')`.execute(trx);
        return recordOf(row);
      });
      // Lost the race against a twin: its task is the answer.
      return created ?? ((await byRequest(task.clientRequestId as string)) as TaskRecord);
    },
    get: (id) => one(sql<Row>`select * from clouddriver.operation_tasks where id = ${id}`),
    async running() {
      const { rows } = await sql<Row>`
        select * from clouddriver.operation_tasks where state = 'STARTED' order by id`.execute(db);
      return rows.map(recordOf);
    },
    async claim(worker, { leaseMs, limit, own }) {
      const { rows } = await sql<Row>`
        update clouddriver.operation_tasks
        set worker = ${worker}, attempt = attempt + 1, lease_until = ${databaseNow} + ${leaseMs}::bigint
        where id in (
          select id from clouddriver.operation_tasks where state = 'STARTED' and lease_until < ${databaseNow}
            and not (worker is not distinct from ${worker} and id = any(${[...own]}::text[]))
          order by id limit ${limit} for update skip locked)
        returning *`.execute(db);
      return rows.map((row) => ({ task: recordOf(row), worker, attempt: row.attempt }));
    },
    async renew(claims, leaseMs) {
      const held = claims.map(({ task, worker, attempt }) => ({ id: task.id, worker, attempt }));
      const { rows } = await sql<{ id: string }>`
        update clouddriver.operation_tasks t set lease_until = ${databaseNow} + ${leaseMs}::bigint
        from jsonb_to_recordset(${json(held)}) as held(id text, worker text, attempt int)
        where t.id = held.id and t.worker = held.worker and t.attempt = held.attempt and t.state = 'STARTED'
        returning t.id`.execute(db);
      return rows.map(({ id }) => id);
    },
    async release({ task, worker, attempt }) {
      await database.transaction(async (trx: Transaction<never>) => {
        await sql`update clouddriver.operation_tasks set lease_until = 0
          where id = ${task.id} and worker = ${worker} and attempt = ${attempt}`.execute(trx);
        await sql`select pg_notify(${CHANNEL}, '')`.execute(trx);
      });
    },
    async steps(taskId, operation) {
      const { rows } = await sql<{ step: string; result: unknown }>`
        select step, result from clouddriver.operation_steps
        where task_id = ${taskId} and operation = ${operation}`.execute(db);
      return new Map(rows.map(({ step, result }) => [step, result ?? undefined]));
    },
    async recordStep(claim, operation, step, result) {
      await database.transaction(async (trx: Transaction<never>) => {
        await hold(trx, claim);
        await sql`
          insert into clouddriver.operation_steps (task_id, operation, step, result, at)
          values (${claim.task.id}, ${operation}, ${step}, ${JSON.stringify(result) ?? null}::jsonb, ${clock.now()})`.execute(
          trx,
        );
      });
    },
    async update(claim, { entries, state = 'STARTED', resultObjects }) {
      const last = entries.at(-1);
      await database.transaction(async (trx: Transaction<never>) => {
        await hold(trx, claim);
        const { rows } = await sql<Row>`
          update clouddriver.operation_tasks set state = ${state}, updated_at = ${clock.now()},
            phase = coalesce(${last?.phase ?? null}, phase), status = coalesce(${last?.status ?? null}, status),
            history = history || ${json(entries)},
            result_objects = coalesce(${resultObjects === undefined ? null : JSON.stringify(resultObjects)}::jsonb, result_objects)
          where id = ${claim.task.id} returning *`.execute(trx);
        await tell(trx, recordOf(rows[0] as Row));
      });
    },
    onSubmitted: (wake) => database.listen(CHANNEL, () => wake()),
    async prune(keepMs) {
      const { numAffectedRows } = await sql`delete from clouddriver.operation_tasks
        where state <> 'STARTED' and updated_at < ${clock.now() - keepMs}`.execute(db);
      return Number(numAffectedRows ?? 0);
    },
  };
}

/** Locks the task's row for this transaction, if it is still the claim's. */
async function hold(trx: Transaction<never>, { task, worker, attempt }: Claim): Promise<void> {
  const { rows } = await sql`select 1 from clouddriver.operation_tasks
    where id = ${task.id} and worker = ${worker} and attempt = ${attempt} and state = 'STARTED' for update`.execute(
    trx,
  );
  if (rows.length === 0) throw new LostClaim(task.id);
}
