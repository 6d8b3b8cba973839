import type { Instance, LoadBalancer, ServerGroup } from '@gennaker/contracts/clouddriver';
import type { Clock, Logger } from '@gennaker/kernel';
import type { z } from 'zod';
import type { IndexEvent } from './index-event.ts';
import type { OperationDefinition } from './define-operation.ts';

/** What a cloud's code may use besides its account. */
export interface CloudTools {
  clock: Clock;
  log: Logger;
}

/** An image, package, folder …: what can be deployed. Source: clouddriver `NamedImage`. */
export interface FoundImage extends Record<string, unknown> {
  imageId: string;
  imageName: string;
}

/** One account of a cloud, ready for use. Its reads ask the cloud itself, never the index. */
export interface CloudAccount {
  readonly regions: readonly string[];
  /**
   * Everything that is deployed, and then what changes, until `signal` aborts.
   * @throws whatever keeps it from going on; it is called again after a pause
   */
  follow(signal: AbortSignal): AsyncIterable<IndexEvent>;
  serverGroups(where: { application?: string; region?: string }): Promise<ServerGroup[]>;
  serverGroup(region: string, name: string): Promise<ServerGroup | undefined>;
  loadBalancer(region: string, name: string): Promise<LoadBalancer | undefined>;
  instance(region: string, id: string): Promise<Instance | undefined>;
  /** The last lines that an instance wrote. */
  console(region: string, id: string, lines: number): Promise<string | undefined>;
  images(query: { text?: string; region?: string }): Promise<FoundImage[]>;
}

/** An account as people define it: its own fields stand beside the name. */
export interface AccountDefinition extends Record<string, unknown> {
  name: string;
  /** Name of the cloud. */
  type: string;
}

/** A cloud: accounts, index and operations. Clouddriver is handed a list of these. */
export interface CloudDefinition<Settings = any, Account extends CloudAccount = any> {
  /** `cloudProvider` in JSON. */
  readonly name: string;
  /** What an account of this cloud has besides its name, type, environment and permissions. */
  readonly account: z.ZodType<Settings>;
  /** Accounts that exist wherever this cloud is on. */
  readonly builtInAccounts?: readonly AccountDefinition[];
  /** Values of `health[].type`, as `interestingHealthProviderNames` names them. */
  readonly healthProviderNames: readonly string[];
  /** Whether asking the cloud is so cheap that reads of one cluster need no index. */
  readonly liveReads: boolean;
  readonly operations: readonly OperationDefinition<any, Account>[];
  connect(account: { name: string; settings: Settings }, tools: CloudTools): Account;
}

/** Defines a cloud. */
export const defineCloud = <Settings, Account extends CloudAccount>(
  definition: CloudDefinition<Settings, Account>,
): CloudDefinition<Settings, Account> => definition;
