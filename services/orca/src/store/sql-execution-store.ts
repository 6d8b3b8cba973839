import { executionCan, type ExecutionStatus, type PipelineExecution } from '@gennaker/contracts/orca';
import { conflict, jsonText, notFound, type Database } from '@gennaker/kernel';
import { sql, type RawBuilder } from 'kysely';
import type { ExecutionStore } from './execution-store.ts';
import { loadExecutions } from './sql-load.ts';

const among = (statuses: readonly ExecutionStatus[] | undefined): RawBuilder<unknown> =>
  statuses === undefined || statuses.length === 0 ? sql`true` : sql`status = any(${[...statuses]})`;

export function sqlExecutionStore(database: Database): ExecutionStore {
  const db = database.kysely<never>();
  const load = async (ids: readonly string[]): Promise<PipelineExecution[]> =>
    (await loadExecutions(db, ids)).map(({ execution }) => execution);
  /** First the ids by an index, then what belongs to them. */
  const chosen = async (query: RawBuilder<{ id: string }>): Promise<PipelineExecution[]> =>
    load((await query.execute(db)).rows.map(({ id }) => id));

  const get = async (id: string): Promise<PipelineExecution> => {
    const [execution] = await load([id]);
    if (!execution) throw notFound(`No execution found for ${id}; it may have been deleted.`);
    return execution;
  };

  return {
    get,
    find: load,
    ofConfigs: (configIds, { limit, statuses }) =>
      chosen(sql`
        select e.id from unnest(${[...configIds]}::text[]) as c(id)
        cross join lateral (select id, build_time from orca.executions
          where pipeline_config_id = c.id and ${among(statuses)} order by build_time desc, id desc limit ${limit}) e
        order by e.build_time desc, e.id desc`),
    pipelinesOf: (application, { limit, offset = 0, statuses, configLimit = 0, nameFilter }) =>
      configLimit > 0
        ? chosen(sql`
        with recent as (select id, build_time, coalesce(pipeline_config_id, '') as config, name from orca.executions
          where application = ${application} and type = 'PIPELINE' and ${among(statuses)}
          order by build_time desc, id desc limit 5000),
        ranked as (select id, build_time, row_number() over (partition by config order by build_time desc, id desc) as place,
          dense_rank() over (order by config) as config_place from recent
          where ${nameFilter ?? null}::text is null or name ilike '%' || ${nameFilter ?? ''} || '%')
        select id from ranked where place <= ${limit} and config_place <= ${configLimit}
        order by build_time desc, id desc`)
        : chosen(sql`
        select id from orca.executions
        where application = ${application} and type = 'PIPELINE' and ${among(statuses)}
          and (${nameFilter ?? null}::text is null or name ilike '%' || ${nameFilter ?? ''} || '%')
        order by build_time desc, id desc limit ${limit} offset ${offset}`),
    tasksOf: (application, { limit, offset = 0, statuses }) =>
      chosen(sql`
        select id from orca.executions
        where application = ${application} and type = 'ORCHESTRATION' and ${among(statuses)}
        order by build_time desc, id desc limit ${limit} offset ${offset}`),
    search: ({
      application,
      triggerTypes = [],
      pipelineName,
      eventId,
      trigger,
      from = 0,
      until,
      reverse,
      ...page
    }) =>
      chosen(sql`
        select id from orca.executions
        where ${application === undefined ? sql`true` : sql`application = ${application}`}
          and type = 'PIPELINE' and ${among(page.statuses)}
          and build_time >= ${from} and (${until ?? null}::bigint is null or build_time <= ${until ?? null})
          and (${triggerTypes.length === 0} or trigger_type = any(${[...triggerTypes]}))
          and (${pipelineName ?? null}::text is null or name = ${pipelineName ?? null})
          and (${eventId ?? null}::text is null or body->'trigger'->>'eventId' = ${eventId ?? null})
          and (${trigger === undefined} or body->'trigger' @> ${jsonText(trigger ?? {})}::jsonb)
        order by build_time ${reverse ? sql`asc` : sql`desc`}, id ${reverse ? sql`asc` : sql`desc`}
        limit ${page.limit} offset ${page.offset ?? 0}`),
    async correlated(type, correlationId) {
      const [found] = await chosen(sql`
        select id from orca.executions where correlation_id = ${correlationId} and type = ${type}
          and status in ('NOT_STARTED', 'BUFFERED', 'RUNNING', 'PAUSED', 'SUSPENDED') limit 1`);
      return found;
    },
    async newestOf(configId) {
      const [newest] = await chosen(sql`
        select id from orca.executions where pipeline_config_id = ${configId} order by build_time desc, id desc limit 1`);
      return newest;
    },
    async countRunning(configIds) {
      const { rows } = await sql<{ id: string; count: number }>`
        select pipeline_config_id as id, count(*) as count from orca.executions
        where status = 'RUNNING' and pipeline_config_id = any(${[...configIds]}) group by 1`.execute(db);
      return new Map(configIds.map((id) => [id, rows.find((row) => row.id === id)?.count ?? 0]));
    },
    async delete(id) {
      const permission = executionCan.delete(await get(id));
      if (!permission.allowed) throw conflict(permission.reason);
      await sql`delete from orca.executions where id = ${id}
        and status in ('SUCCEEDED', 'SKIPPED', 'FAILED_CONTINUE', 'TERMINAL', 'CANCELED', 'STOPPED')`.execute(
        db,
      );
    },
  };
}
