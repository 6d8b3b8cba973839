import { createClouddriver } from '@gennaker/clouddriver';
import { createFront50 } from '@gennaker/front50';
import { createGate } from '@gennaker/gate';
import {
  createEgress,
  messageOf,
  unavailable,
  type Database,
  openDatabase,
  startEmbedded,
  startJobs,
  startTracing,
  systemClock,
  type HealthCheck,
  type Job,
  type Logger,
  type Target,
} from '@gennaker/kernel';
import { createOrca } from '@gennaker/orca';
import { clientsOf, type Running } from './clients.ts';
import { checkReach, cloudsOf, egressRules } from './clouds.ts';
import { SERVICES, urlOf, type PlatformConfig, type ServiceName } from './config.ts';
import { endAll, type Stop } from './end-all.ts';
import { listenAll } from './listeners.ts';
import { lockHome } from './platform-lock.ts';

export interface PlatformOptions {
  config: PlatformConfig;
  log: Logger;
  version: string;
  /** The services that this process runs; default: all. */
  services?: readonly ServiceName[];
  /** Where the web page was built; without it there is none. */
  deckFolder?: string;
  ensureAgent(): Promise<Target>;
  /** Told what is being done while it starts. */
  onProgress?(what: string): void;
}

export interface Platform {
  /** Addresses by service. */
  addresses: Record<string, string>;
  /** The pid of the embedded database. */
  databasePid(): number | undefined;
  /** Answers what is under way, hands over the rest, and ends. Deployed software goes on serving. */
  stop(): Promise<void>;
}

/** Starts services in this process, with an embedded database unless the configuration names one. */
export async function startPlatform(options: PlatformOptions): Promise<Platform> {
  const stops: Stop[] = [];
  const stopAll = () => endAll(stops, options.log);
  try {
    return await start(options, stops, stopAll);
  } catch (error) {
    await stopAll();
    throw error;
  }
}

/** @throws AppError `unavailable` with the remedy */
async function checkDatabase(database: Database): Promise<void> {
  try {
    await database.pool.query('select 1');
  } catch (error) {
    throw unavailable(
      `The database cannot be used: ${messageOf(error)}. Check host, port, name and user in DATABASE_URL, and that the server runs.`,
      { cause: error },
    );
  }
}

async function start(
  options: PlatformOptions,
  stops: Stop[],
  stopAll: () => Promise<void>,
): Promise<Platform> {
  const {
    config,
    log,
    version,
    services: here = SERVICES,
    deckFolder,
    ensureAgent,
    onProgress = () => undefined,
  } = options;
  const clock = systemClock;
  checkReach(config);
  if (config.tracing.otlpUrl) stops.push(startTracing(config.tracing.otlpUrl));

  const isWhole = here.length === SERVICES.length;
  if (isWhole) stops.push(await lockHome(config.home, { services: here, gate: urlOf(config, 'gate') }));

  const given = config.database.url?.reveal();
  onProgress(given ? 'Connecting to the database' : 'Starting the database');
  const embedded = given === undefined ? await startEmbedded({ home: config.home, log }) : undefined;
  if (embedded) stops.push(() => embedded.stop());
  const database = openDatabase({ url: given ?? (embedded?.url as string), log, maxConnections: 30 });
  stops.push(() => database.close());
  await checkDatabase(database);

  onProgress('Starting services');
  const running: Running = {};
  const clients = clientsOf(config, here, running, here.join(','));
  const jobs: Job[] = [];
  const work: (() => Promise<void>)[] = [];
  const common = { database, clock, log };

  if (here.includes('front50')) {
    const front50 = await createFront50(common);
    running.front50 = front50.service;
    stops.push(() => front50.stop());
  }
  if (here.includes('clouddriver')) {
    const { port: _port, url: _url, ...settings } = config.clouddriver;
    const clouds = cloudsOf(config, { ensureAgent });
    const clouddriver = await createClouddriver({
      ...common,
      clouds,
      front50: clients.front50,
      config: settings,
    });
    running.clouddriver = clouddriver.service;
    jobs.push(...clouddriver.jobs);
    work.push(() => clouddriver.run());
    stops.push(() => clouddriver.stop());
  }
  if (here.includes('orca')) {
    const { port: _port, url: _url, ...settings } = config.orca;
    const orca = await createOrca(settings, {
      ...common,
      ...clients,
      stages: [],
      egress: createEgress(egressRules(config)),
    });
    running.orca = orca.service;
    jobs.push(...orca.jobs);
    work.push(() => orca.run());
    stops.push(() => orca.stop());
  }
  if (here.includes('gate')) running.gate = createGate({ clock, log, version, ...clients });

  let draining = false;
  const checks: Record<string, HealthCheck> = { database: () => database.pool.query('select 1') };
  const listeners = await listenAll(running, { config, log, checks, isDraining: () => draining, deckFolder });
  stops.push(() => Promise.all(Object.values(listeners).map((listener) => listener.close())));

  const runner = await startJobs(database, jobs, log);
  stops.push(() => runner.stop());
  for (const begin of work) await begin();
  log.info('Platform started', { services: here, version });

  return {
    addresses: Object.fromEntries(Object.entries(listeners).map(([name, { address }]) => [name, address])),
    databasePid: () => embedded?.pid(),
    async stop() {
      draining = true;
      await stopAll();
      log.info('Platform stopped');
    },
  };
}
