import { Kysely, PostgresDialect, type Transaction } from 'kysely';
import pg from 'pg';
import { asNobody } from '../identity/caller.ts';
import type { Logger } from '../logging/logger.ts';
import { listenTo, type Unlisten } from './listen.ts';

// bigint columns hold epoch ms and counters, all below 2^53.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

/** Connections to PostgreSQL, shared by the services of a process. */
export interface Database {
  readonly pool: pg.Pool;
  /** Typed queries over one service's tables. */
  kysely<Tables>(): Kysely<Tables>;
  /** Runs `work` in one transaction; what it throws rolls back. */
  transaction<Tables, Result>(work: (trx: Transaction<Tables>) => Promise<Result>): Promise<Result>;
  /** Calls back for each NOTIFY on a channel, and with undefined after a reconnection (some may be missed). */
  listen(channel: string, onNotify: (payload: string | undefined) => void): Promise<Unlisten>;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  url: string;
  log: Logger;
  /** Most connections at a time; default 20. */
  maxConnections?: number;
}

/**
 * A process that stands still, or a network that breaks, in the middle of a transaction holds its rows, and
 * every feed, which waits for the oldest transaction. The server ends it in time for others to go on within 15 s.
 */
const ABANDONED_MS = 12_000;

export function openDatabase({ url, log, maxConnections = 20 }: DatabaseOptions): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: maxConnections,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 60_000,
    idle_in_transaction_session_timeout: ABANDONED_MS,
    keepAlive: true,
    application_name: 'gennaker',
  });
  // An idle connection that breaks is dropped by the pool; whoever asks next gets a new one.
  // A connection outlives the request that opened it, so its loss is nobody's in particular.
  let closing = false;
  const lost = (error: Error): void => {
    // The pool is closed before the last of its connections is; a server that stops then ends them.
    if (!closing) asNobody(() => log.warn('Database connection lost', { err: error }));
  };
  pool.on('error', lost);
  // A connection in use reports to whoever uses it; this keeps its second report from ending the process.
  pool.on('connect', (client) => client.on('error', lost));
  const kysely = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  const listeners = listenTo(url, log);
  return {
    pool,
    kysely: <Tables>() => kysely as Kysely<Tables>,
    transaction: (work) => kysely.transaction().execute((trx) => work(trx as never)),
    listen: listeners.listen,
    async close() {
      closing = true;
      await listeners.close();
      await kysely.destroy();
    },
  };
}
