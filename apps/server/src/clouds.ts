import { localCloud } from '@gennaker/cloud-local';
import { forbidden, type Target } from '@gennaker/kernel';
import type { CloudDefinition } from '@gennaker/sdk';
import type { PlatformConfig } from './config.ts';

interface Deps {
  /** Starts the agent of the local cloud if none runs. */
  ensureAgent(): Promise<Target>;
}

/** The clouds that are on. */
export function cloudsOf(config: PlatformConfig, { ensureAgent }: Deps): CloudDefinition[] {
  return isLocalOn(config) ? [localCloud({ ensureAgent })] : [];
}

const LOOPBACK = /^(127\.|::1$|localhost$)/;
const isLoopback = ({ host }: PlatformConfig): boolean => LOOPBACK.test(host);

/** The local cloud runs commands here, so it is off when others can reach us, unless somebody says so in words. */
const isLocalOn = ({ local, ...config }: PlatformConfig): boolean =>
  local.enabled && (isLoopback({ local, ...config }) || local.allowBeyondLoopback);

/** Nobody may reach a platform without sign-in over the network. @throws AppError `forbidden` naming the remedy */
export function checkReach(config: PlatformConfig): void {
  if (isLoopback(config)) return;
  throw forbidden(
    `host: ${config.host} can be reached by other machines, and this platform has no sign-in yet. Listen on 127.0.0.1 (the default) and put a proxy that authenticates before it.`,
  );
}

/**
 * Where webhooks may go besides public addresses. With the local cloud also to this machine, whose load balancers
 * they check: whoever can write a pipeline runs commands here anyway.
 */
export const egressRules = (config: PlatformConfig): { allow: string[] } => ({
  allow: [...config.egress.allow, ...(isLocalOn(config) ? ['127.0.0.1', '::1', 'localhost'] : [])],
});
