import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { done } from './executions.ts';
import type { Platform } from './platform.ts';

const FOLDER = pathToFileURL(join(import.meta.dirname, '..', 'fixtures', 'shop')).href;

/** Applications of the journeys' own: one cluster behind one load balancer. */
export interface ShopOptions {
  application: string;
  port: number;
}

export interface DeployOptions {
  version: string;
  strategy?: 'none' | 'highlander' | 'redblack' | 'rollingredblack';
  /** How long its instances take to become healthy. */
  startupMs?: number;
  /** What differs from the usual. */
  cluster?: Record<string, unknown>;
}

/** Creates an application and its load balancer. */
export async function createShop(platform: Platform, { application, port }: ShopOptions): Promise<void> {
  await done(platform, application, [
    {
      type: 'createApplication',
      application: { name: application, email: 'shop@example.com', cloudProviders: 'local' },
    },
  ]);
  await done(platform, application, [
    {
      type: 'upsertLoadBalancer',
      cloudProvider: 'local',
      credentials: 'local',
      region: 'localhost',
      name: `${application}-prod`,
      listeners: [{ protocol: 'HTTP', port }],
    },
  ]);
}

/** A stage that deploys the shop. */
export const deployStage = (
  application: string,
  { version, strategy = 'redblack', startupMs = 0, cluster = {} }: DeployOptions,
) => ({
  refId: 'deploy',
  type: 'deploy',
  name: 'Deploy',
  requisiteStageRefIds: [] as string[],
  clusters: [
    {
      cloudProvider: 'local',
      account: 'local',
      region: 'localhost',
      application,
      stack: 'prod',
      freeFormDetails: '',
      strategy,
      rollback: { onFailure: true },
      ...(strategy === 'rollingredblack' ? { targetPercentages: [50, 100] } : {}),
      capacity: { min: 2, max: 2, desired: 2 },
      loadBalancers: [`${application}-prod`],
      artifact: { type: 'local/folder', reference: FOLDER, version },
      command: ['node', 'server.js'],
      env: { VERSION: version, STARTUP_MS: String(startupMs) },
      health: { path: '/health', intervalSeconds: 0.5, healthyAfter: 1, startupSeconds: 20 },
      ...cluster,
    },
  ],
});

/** A pipeline of one deployment. */
export const deployPipeline = (application: string, options: DeployOptions) => ({
  application,
  name: `Deploy ${options.version}`,
  stages: [deployStage(application, options)],
});
