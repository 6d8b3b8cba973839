import { Logger as WorkerLogger, makeWorkerUtils, parseCronItems, run, type Runner } from 'graphile-worker';
import { sql, type Transaction } from 'kysely';
import type { Logger } from '../logging/logger.ts';
import type { Database } from '../sql/database.ts';

/** Background work that is no execution: retention, refreshes, schedules. */
export interface Job {
  name: string;
  run(payload: unknown): Promise<void>;
  /** crontab line, UTC; runs once per time for all platforms on a database. */
  cron?: string;
}

export interface Jobs {
  /** Adds a job to the caller's own transaction: it runs only if that commits. `key` replaces an equal one. */
  add(
    trx: Transaction<never>,
    name: string,
    payload?: object,
    options?: { key?: string; runAt?: Date },
  ): Promise<void>;
  /** Lets running jobs end. */
  stop(): Promise<void>;
}

/** Runs jobs from PostgreSQL (graphile-worker); a failed one is tried again with growing pauses. */
export async function startJobs(database: Database, jobs: readonly Job[], log: Logger): Promise<Jobs> {
  const logger = new WorkerLogger(() => (level, message) => {
    if (level === 'error') log.error('Job runner', { detail: message });
    else if (level === 'warning') log.warn('Job runner', { detail: message });
  });
  const utils = await makeWorkerUtils({ pgPool: database.pool, logger });
  await utils.migrate();
  const runner: Runner = await run({
    pgPool: database.pool,
    logger,
    concurrency: 2,
    noHandleSignals: true,
    taskList: Object.fromEntries(jobs.map((job) => [job.name, (payload: unknown) => job.run(payload)])),
    parsedCronItems: parseCronItems(
      jobs.flatMap(({ name, cron }) =>
        cron === undefined ? [] : [{ task: name, match: cron, identifier: name }],
      ),
    ),
  });
  return {
    async add(trx, name, payload = {}, { key, runAt } = {}) {
      await sql`select graphile_worker.add_job(${name}, ${JSON.stringify(payload)}::json,
        job_key := ${key ?? null}, run_at := ${runAt ?? null})`.execute(trx);
    },
    async stop() {
      await runner.stop();
      await utils.release();
    },
  };
}
