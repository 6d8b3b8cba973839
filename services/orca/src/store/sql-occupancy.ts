import { sql, type Kysely } from 'kysely';
import { lockNames } from './sql-lock-names.ts';
import type { Occupancy, WaitingExecution } from './turn-store.ts';

/** Who runs and who waits of some pipelines; under a lock for each, so that no two turns let one too many in. */
export async function occupancyOf(trx: Kysely<never>, configIds: readonly string[]): Promise<Occupancy> {
  await lockNames(trx, configIds);
  const { rows: running } = await sql<{ id: string; config: string }>`
    select id, pipeline_config_id as config from orca.executions
    where status = 'RUNNING' and pipeline_config_id = any(${[...configIds]})`.execute(trx);
  const { rows: waiting } = await sql<WaitingExecution>`
    select id, pipeline_config_id as "configId",
      coalesce((body->>'keepWaitingPipelines')::boolean, false) as "keepWaiting",
      coalesce((body->>'limitConcurrent')::boolean, false) as "limitConcurrent",
      coalesce((body->>'maxConcurrentExecutions')::integer, 0) as "maxConcurrent"
    from orca.executions where waiting and pipeline_config_id = any(${[...configIds]})
    order by build_time, id`.execute(trx);
  const byConfig = Map.groupBy(running, ({ config }) => config);
  return {
    running: new Map(configIds.map((id) => [id, new Set(byConfig.get(id)?.map((row) => row.id))])),
    waiting,
  };
}
