import { jsonText, type Database, type Feed } from '@gennaker/kernel';
import { sql, type Kysely, type Transaction } from 'kysely';
import type { Message } from '../core/message.ts';
import { WAKE_CHANNEL } from './channels.ts';
import { loadExecutions } from './sql-load.ts';
import { lockExecutions } from './sql-lock-executions.ts';
import { lockNames } from './sql-lock-names.ts';
import { occupancyOf } from './sql-occupancy.ts';
import { wakeMessages, writeTurn } from './sql-turn-write.ts';
import { preparedTransaction } from './prepared-transaction.ts';
import type { SetAside, TakenMessage, Turn, TurnStore } from './turn-store.ts';

type Db = Kysely<never>;
type Trx = Transaction<never>;

/** A notification holds at most 8,000 bytes. */
const KEYS_A_NOTIFICATION = 50;

export function sqlTurnStore(database: Database, feed: Feed): TurnStore {
  const db = database.kysely<never>();
  return {
    turn: (work) => preparedTransaction(database, (trx) => work(sqlTurn(trx, feed))),
    load: async (id) => (await loadExecutions(db, [id]))[0],
    wake: (keys, now) =>
      database.transaction<never, void>(async (trx) => {
        await wakeMessages(trx, keys, now);
        await notifyWake(trx, keys);
      }),
    async wakeAll(now) {
      await sql`update orca.messages set due = ${now} where wake_on is not null and error is null
        and (due is null or due > ${now})`.execute(db);
    },
    onWake: (listener) =>
      database.listen(WAKE_CHANNEL, (payload) =>
        listener(payload === undefined ? 'missed' : JSON.parse(payload)),
      ),
    async nextDue() {
      const { rows } = await sql<{ due: number | null }>`
        select min(due) as due from orca.messages where due is not null and error is null`.execute(db);
      return rows[0]?.due ?? undefined;
    },
    async waitingConfigs() {
      const { rows } = await sql<{ id: string }>`
        select c.id from (
          select distinct pipeline_config_id as id from orca.executions
          where waiting and pipeline_config_id is not null) c
        cross join lateral (
          select body from orca.executions w where w.waiting and w.pipeline_config_id = c.id
          order by build_time desc, id desc limit 1) newest
        where (select count(*) from orca.executions r where r.status = 'RUNNING' and r.pipeline_config_id = c.id)
          < case when (newest.body->>'limitConcurrent')::boolean then 1
                 else greatest(1, (newest.body->>'maxConcurrentExecutions')::integer) end`.execute(db);
      return rows.map(({ id }) => id);
    },
    async setAside() {
      const { rows } = await sql<SetAside>`
        select execution_id as "executionId", body as message, error from orca.messages
        where error is not null order by id`.execute(db);
      return rows;
    },
    async retrySetAside(executionId, now) {
      const { numAffectedRows } = await sql`update orca.messages set error = null, due = ${now}
        where execution_id = ${executionId} and error is not null`.execute(db);
      return Number(numAffectedRows ?? 0);
    },
  };
}

const sqlTurn = (trx: Trx, feed: Feed): Turn => ({
  lock: (options) => lockExecutions(trx, options),
  async takeMessages(ids, now) {
    const { rows } = await sql<TakenMessage & { id: number; due: number }>`
      delete from orca.messages where execution_id = any(${[...ids]}) and due <= ${now} and error is null
      returning id, due, execution_id as "executionId", body as message`.execute(trx);
    return rows.toSorted((a, b) => a.due - b.due || a.id - b.id);
  },
  load: async (ids) => new Map((await loadExecutions(trx, ids)).map((one) => [one.execution.id, one])),
  occupancy: (configIds) => occupancyOf(trx, configIds),
  async correlated(ids) {
    await lockNames(trx, ids);
    const { rows } = await sql<{ correlation_id: string; id: string; type: string }>`
      select correlation_id, id, type from orca.executions where correlation_id = any(${[...ids]})
        and status in ('NOT_STARTED', 'BUFFERED', 'RUNNING', 'PAUSED', 'SUSPENDED')`.execute(trx);
    return Map.groupBy(rows, ({ correlation_id }) => correlation_id);
  },
  async write(writes, now) {
    await writeTurn(trx, writes, now);
    await notifyWake(trx, writes.wakeKeys);
  },
  setAside: (executionId, messages, error, now) => setAside(trx, executionId, messages, error, now),
  publish: (changes) => feed.publish(trx, changes),
  wake: (keys, now) => wakeMessages(trx, keys, now),
});

async function notifyWake(db: Db, keys: readonly string[]): Promise<void> {
  for (let from = 0; from < keys.length; from += KEYS_A_NOTIFICATION)
    await sql`select pg_notify(${WAKE_CHANNEL}, ${JSON.stringify(keys.slice(from, from + KEYS_A_NOTIFICATION))})`.execute(
      db,
    );
}

async function setAside(
  trx: Trx,
  executionId: string,
  messages: readonly Message[],
  error: string,
  now: number,
): Promise<void> {
  const rows = messages.map((body) => ({ execution_id: executionId, body }));
  await sql`
    insert into orca.messages (execution_id, body, error)
    select execution_id, body, ${error} from json_to_recordset(${jsonText(rows)}::json) as r(execution_id text, body json)`.execute(
    trx,
  );
  const notice = {
    createdAt: now,
    group: 'engine',
    message: `Set aside by the engine: ${error}`,
    closed: false,
  };
  await sql`
    update orca.executions set version = version + 1, body = jsonb_set(body, '{systemNotifications}',
      coalesce(body->'systemNotifications', '[]') || ${jsonText([notice])}::jsonb)
    where id = ${executionId}`.execute(trx);
}
