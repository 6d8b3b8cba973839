import { clouddriver } from '@gennaker/contracts/clouddriver';
import type { Application, Project } from '@gennaker/contracts/front50';
import {
  connect,
  notFound,
  silentLogger as log,
  systemClock as clock,
  type Database,
} from '@gennaker/kernel';
import type { CloudDefinition } from '@gennaker/sdk';
import { createClouddriver, type ClouddriverConfigInput } from '../src/index.ts';
import type { Front50Client } from '../src/guards/traffic-guards.ts';

/** Quick enough for tests; the proportions are those of the real ones. */
const QUICK = { leaseMs: 600, heartbeatMs: 150, pollMs: 100, firstRetryMs: 5, mostRetryMs: 20 };

/** What Front50 knows in a test. */
export interface Saved {
  applications?: Record<string, Partial<Application>>;
  projects?: Record<string, Partial<Project>>;
}

const found = <T>(things: Record<string, Partial<T>> = {}, name: string): Promise<T> =>
  things[name]
    ? Promise.resolve(things[name] as T)
    : Promise.reject(notFound(`No item found with id of ${name}`));

/** A Clouddriver on a database of its own; `run` starts its worker and indexer. */
export async function startClouddriver(
  database: Database,
  clouds: CloudDefinition[],
  saved: Saved = {},
  operations: NonNullable<ClouddriverConfigInput['operations']> = {},
) {
  const front50 = {
    applications: {
      get: ({ params }: { params: { application: string } }) => found(saved.applications, params.application),
    },
    projects: {
      get: ({ params }: { params: { idOrName: string } }) => found(saved.projects, params.idOrName),
    },
  } as unknown as Front50Client;
  const config = {
    operations: { ...QUICK, ...operations },
    caching: { leaseMs: 600, heartbeatMs: 100, retryMs: 50 },
  };
  const server = await createClouddriver({ database, clock, log, clouds, front50, config });
  return { ...server, client: connect(clouddriver, server.service, { name: 'Clouddriver' }) };
}
