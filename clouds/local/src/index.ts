import type { Target } from '@gennaker/kernel';
import { defineCloud } from '@gennaker/sdk';
import { z } from 'zod';
import { LocalAccount } from './accounts/local-account.ts';
import { LOAD_BALANCER_HEALTH, LOCAL_HEALTH } from './caching/instance.ts';
import { operations } from './operations/index.ts';

export interface LocalCloudOptions {
  /** Starts the agent if none runs. @returns where it listens */
  ensureAgent(): Promise<Target>;
}

/** The local cloud: real processes behind real proxies on this machine, owned by its agent. */
export const localCloud = ({ ensureAgent }: LocalCloudOptions) =>
  defineCloud({
    name: 'local',
    account: z.strictObject({}),
    builtInAccounts: [{ name: 'local', type: 'local', environment: 'local', accountType: 'local' }],
    healthProviderNames: [LOCAL_HEALTH, LOAD_BALANCER_HEALTH],
    liveReads: true,
    operations,
    connect: ({ name }) => new LocalAccount({ name, ensureAgent }),
  });
