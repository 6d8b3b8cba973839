import type { AccountDefinition } from '@gennaker/sdk';

/** An account as it is stored. Times in epoch ms. */
export interface AccountRecord {
  name: string;
  /** Name of the cloud. */
  type: string;
  /** All that its creator said, name and type included. */
  body: AccountDefinition;
  builtIn: boolean;
  /** Counts the writes. */
  version: number;
  /** Last contact of the index with it. */
  lastSeen: number | undefined;
  /** It cannot be reached: what the index says of it is old. */
  stale: boolean;
  /** Why. */
  reason: string | undefined;
}

/** Where accounts are kept. */
export interface AccountStore {
  list(): Promise<AccountRecord[]>;
  get(name: string): Promise<AccountRecord | undefined>;
  /** @throws AppError `conflict` when it exists */
  create(definition: AccountDefinition, options?: { builtIn?: boolean }): Promise<AccountRecord>;
  /** @throws AppError `notFound` */
  update(definition: AccountDefinition): Promise<AccountRecord>;
  /** With all that the index holds of it. @returns whether it was there */
  delete(name: string): Promise<boolean>;
  /** Accounts that `indexer` shall follow now: those it had, and those that nobody follows. */
  holdForIndexing(indexer: string, leaseMs: number): Promise<AccountRecord[]>;
  releaseFromIndexing(indexer: string): Promise<void>;
  /** It answers. */
  seen(names: readonly string[]): Promise<void>;
  /** It does not. */
  unreachable(name: string, reason: string): Promise<void>;
}
