import type { Database } from '@gennaker/kernel';
import { sql } from 'kysely';
import { RUNS_CHANNEL } from './channels.ts';
import type { LeasedRun, Renewed, RunStore } from './run-store.ts';

export function sqlRunStore(database: Database): RunStore {
  const db = database.kysely<never>();
  return {
    async renew(worker, ids, leaseMs) {
      const { rows } = await sql<Renewed>`
        update orca.task_runs set lease = now() + ${leaseMs} * interval '1 ms'
        where worker = ${worker} and id = any(${[...ids]}) returning id, attempt, aborted`.execute(db);
      return rows;
    },
    async takeOver(worker, { limit, leaseMs, own }) {
      const { rows } = await sql<LeasedRun>`
        update orca.task_runs set worker = ${worker}, lease = now() + ${leaseMs} * interval '1 ms',
          attempt = attempt + case when worker is null then 0 else 1 end
        where id in (select id from orca.task_runs where lease <= now() and not (worker is not distinct from ${worker} and id = any(${[...own]})) order by lease limit ${limit} for update skip locked)
        returning id, execution_id, stage_id, task_id, purpose, attempt`.execute(db);
      return rows;
    },
    async release(worker) {
      // The next attempt has a number of its own: what this worker still brings is worth nothing.
      await database.transaction<never, void>(async (trx) => {
        await sql`update orca.task_runs set worker = null, lease = now(), attempt = attempt + 1 where worker = ${worker}`.execute(
          trx,
        );
        await sql`select pg_notify(${RUNS_CHANNEL}, '')`.execute(trx);
      });
    },
    onFree: (listener) => database.listen(RUNS_CHANNEL, () => listener()),
  };
}
