import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { clouddriver } from '@gennaker/contracts/clouddriver';
import {
  createFeed,
  createService,
  implement,
  migrate,
  newId,
  type Clock,
  type Database,
  type Feed,
  type Job,
  type Logger,
  type Policy,
  type Service,
} from '@gennaker/kernel';
import type { CloudDefinition } from '@gennaker/sdk';
import { Accounts } from './accounts/accounts.ts';
import { startIndexer } from './caching/indexer.ts';
import { ClouddriverConfig, type ClouddriverConfigInput } from './config.ts';
import { trafficGuards, type Front50Client } from './guards/traffic-guards.ts';
import { startWorker } from './operations/worker.ts';
import { Reader } from './reads/reader.ts';
import { applicationRoutes } from './routes/applications.ts';
import { catalogRoutes } from './routes/catalog.ts';
import { clusterRoutes } from './routes/clusters.ts';
import { credentialRoutes } from './routes/credentials.ts';
import { loadBalancerRoutes } from './routes/load-balancers.ts';
import { operationRoutes } from './routes/operations.ts';
import { serverGroupRoutes } from './routes/server-groups.ts';
import { migrations } from './store/migrations.ts';
import { sqlAccountStore } from './store/sql-account-store.ts';
import { sqlIndexStore } from './store/sql-index-store.ts';
import { sqlTaskStore } from './store/sql-task-store.ts';

export { ClouddriverConfig, type ClouddriverConfigInput } from './config.ts';

export interface ClouddriverDeps {
  database: Database;
  clock: Clock;
  log: Logger;
  policy?: Policy;
  /** The clouds that are on. */
  clouds: readonly CloudDefinition[];
  front50: Front50Client;
  config?: ClouddriverConfigInput;
}

export interface Clouddriver {
  service: Service;
  feed: Feed;
  /** Retention; run them with the kernel's `startJobs`. */
  jobs: Job[];
  /** Begins to work at operations and to follow accounts. */
  run(): Promise<void>;
  /** Ends both; others go on at once with what was under way. */
  stop(): Promise<void>;
}

const DAY_MS = 24 * 60 * 60 * 1000;
/** A follower that was away longer reads everything anew. */
const CHANGES_KEPT_MS = 60 * 60 * 1000;

/** Clouddriver: every change to a cloud, and the index of what is deployed. */
export async function createClouddriver(deps: ClouddriverDeps): Promise<Clouddriver> {
  const { database, clock, log, policy, clouds, front50 } = deps;
  const config = ClouddriverConfig.parse(deps.config ?? {});
  await migrate(database, { schema: 'clouddriver', migrations, log });
  const feed = await createFeed({ database, schema: 'clouddriver', clock, log });
  const stores = { database, clock, feed };
  const store = sqlTaskStore(stores);
  const accountStore = sqlAccountStore(stores);
  const index = sqlIndexStore(stores);
  const accounts = new Accounts({ store: accountStore, clouds, clock, log });
  await accounts.addBuiltIn();

  const owner = `${randomUUID()}@${hostname()}`;
  const providers = clouds.map(({ name }) => name);
  const reader = new Reader(accounts, index, clock);
  let running: { stop(): Promise<void> }[] = [];
  let indexer: ReturnType<typeof startIndexer> | undefined;

  const router = implement(clouddriver, {
    operations: operationRoutes({ store, accounts, feed, newId }),
    infrastructure: {
      ...applicationRoutes(index),
      ...clusterRoutes(reader, providers),
      ...serverGroupRoutes(reader),
      ...loadBalancerRoutes(reader, providers),
      ...catalogRoutes({ accounts, clouds, index, feed, front50 }),
    },
    credentials: credentialRoutes({
      store: accountStore,
      accounts,
      config: config.credentials,
      changed: () => indexer?.refresh(),
    }),
  });

  return {
    service: createService({ name: 'clouddriver', contract: clouddriver, router, log, policy }),
    feed,
    jobs: [
      {
        name: 'clouddriver-retention',
        cron: '7 * * * *',
        async run() {
          await store.prune(config.operations.keepDays * DAY_MS);
          await feed.prune(CHANGES_KEPT_MS);
        },
      },
    ],
    async run() {
      const guard = trafficGuards(front50, config.trafficGuards.minCapacityRatio);
      const worker = await startWorker(owner, {
        store,
        accounts,
        guard,
        clock,
        log,
        config: config.operations,
      });
      indexer = startIndexer(owner, { accounts, accountStore, index, log, config: config.caching });
      running = [worker, indexer];
    },
    async stop() {
      await Promise.all(running.map((part) => part.stop()));
      await feed.close();
    },
  };
}
