import { existsSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { AppError, messageOf } from '../../errors/app-error.ts';
import type { Logger } from '../../logging/logger.ts';
import { cleanEnvironment, processStart, spawnDetached, type RunAs } from '../../process/index.ts';
import { preparedCluster, SUPERUSER } from './cluster.ts';
import { placesOf, type Places } from './places.ts';
import { databaseUser } from './user.ts';

/** A PostgreSQL of our own, reached over a Unix socket. */
export interface EmbeddedDatabase {
  /** For `DATABASE_URL`. Holds the password. */
  url: string;
  /** The pid of the running server, for those who measure it. */
  pid(): number | undefined;
  /** Ends connections and stops the server cleanly. */
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  home: string;
  log: Logger;
  /** Further settings of the server, e.g. `fsync=off` for tests. */
  settings?: string[];
}

/** Sized for one platform on a laptop: idle it takes about 40 MB. */
const SETTINGS = [
  'listen_addresses=',
  'max_connections=80',
  'shared_buffers=64MB',
  'wal_level=minimal',
  'max_wal_senders=0',
  'max_wal_size=512MB',
  'jit=off',
  'io_method=sync',
  'log_min_messages=warning',
  'log_checkpoints=off',
];

/**
 * Starts PostgreSQL in a home, or takes over the one that a killed platform left running there. A server
 * that dies is started again.
 *
 * @throws AppError when the folder cannot be used or the server does not come up
 */
export async function startEmbedded({
  home,
  log,
  settings = [],
}: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const as = databaseUser();
  const places = placesOf(home, as);
  const { password } = await preparedCluster(places, as);
  const url = `postgresql://${SUPERUSER}:${password}@/postgres?host=${encodeURIComponent(places.socket)}`;

  const start = () => launch(places, as, settings, url);
  if (await isRunning(places)) log.info('Taking over the running database', { pid: pidOf(places) });
  else await start();
  await answers(url, places, 30_000);

  let stopping = false;
  let looking = false;
  const watch = setInterval(() => {
    // A start may take longer than the time to the next look, and must not meet another one.
    if (looking) return;
    looking = true;
    void isRunning(places)
      .then(async (alive) => {
        if (alive || stopping) return;
        log.warn('The database has ended; starting it again');
        await start();
      })
      .catch((error: unknown) => log.error('The database cannot be started', { err: error }))
      .finally(() => (looking = false));
  }, 500);
  watch.unref();

  return {
    url,
    pid: () => pidOf(places),
    async stop() {
      stopping = true;
      clearInterval(watch);
      await stopServer(places);
    },
  };
}

/** Stops the database of a home, whoever started it. @returns whether one was running */
export async function stopEmbedded(home: string): Promise<boolean> {
  const places = placesOf(home, databaseUser());
  if (!(await isRunning(places))) return false;
  await stopServer(places);
  return true;
}

/** Recovery of a large database takes its time. */
const START_MS = 60_000;
/** After a kill PostgreSQL refuses to start until the last process of the server before has ended. */
const REFUSES_MS = 10_000;

async function launch(places: Places, as: RunAs | undefined, settings: string[], url: string): Promise<void> {
  const options = [...SETTINGS, `unix_socket_directories=${places.socket}`, ...settings];
  for (const began = performance.now(); ;) {
    // A lock file whose server is gone (SIGKILL, power cut) is looked through by PostgreSQL, except when its
    // pid is used by another process by now.
    if (existsSync(lockFile(places)) && !(await isRunning(places))) rmSync(lockFile(places));
    const ended = new AbortController();
    const { exited } = await spawnDetached({
      command: [
        join(places.programs, 'bin', 'postgres'),
        '-D',
        places.data,
        ...options.flatMap((option) => ['-c', option]),
      ],
      logFile: places.logFile,
      env: { ...cleanEnvironment(), LC_ALL: 'C', TZ: 'UTC' },
      as,
    });
    void exited.then(() => ended.abort());
    try {
      return await answers(url, places, START_MS, ended.signal);
    } catch (error) {
      if (!ended.signal.aborted || performance.now() - began > REFUSES_MS) throw error;
      await sleep(250);
    }
  }
}

/** @throws AppError `unavailable` when the time is up, or the server has ended */
async function answers(url: string, places: Places, limitMs: number, ended?: AbortSignal): Promise<void> {
  const deadline = performance.now() + limitMs;
  for (;;) {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
    client.on('error', () => undefined); // a connection lost while waiting is seen by the query itself
    try {
      await client.connect();
      await client.query('select 1');
      return;
    } catch (error) {
      if (performance.now() > deadline || ended?.aborted) {
        throw new AppError(
          'unavailable',
          `The database in ${places.data} does not answer: ${messageOf(error)}. Its log is ${places.logFile}: ${lastLines(places.logFile)}`,
          { cause: error },
        );
      }
      await sleep(25);
    } finally {
      await client.end().catch(() => undefined); // it may never have been connected
    }
  }
}

const lockFile = (places: Places) => join(places.data, 'postmaster.pid');

function pidOf(places: Places): number | undefined {
  if (!existsSync(lockFile(places))) return undefined;
  const pid = Number(readFileSync(lockFile(places), 'utf8').split('\n')[0]);
  return pid > 0 ? pid : undefined;
}

async function isRunning(places: Places): Promise<boolean> {
  const pid = pidOf(places);
  if (pid === undefined || (await processStart(pid)) === undefined) return false;
  return process.platform !== 'linux' || servedBy(pid) === realpathSync(places.data);
}

/** The data folder of a PostgreSQL server: by now the pid may be another program's, or another home's server's. */
function servedBy(pid: number): string | undefined {
  try {
    const [program = '', ...args] = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    const folder = args[args.indexOf('-D') + 1];
    return program.endsWith('postgres') && args.includes('-D') && folder ? realpathSync(folder) : undefined;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ESRCH') return undefined; // it ended just now
    throw error;
  }
}

async function stopServer(places: Places): Promise<void> {
  const pid = pidOf(places);
  if (pid === undefined) return;
  process.kill(pid, 'SIGINT'); // fast shutdown: open transactions are rolled back
  const deadline = performance.now() + 20_000;
  while (await isRunning(places)) {
    if (performance.now() > deadline)
      throw new AppError('unavailable', `The database (pid ${pid}) does not stop.`);
    await sleep(20);
  }
}

const lastLines = (file: string): string =>
  existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n').slice(-3).join(' | ') : '(no log)';
