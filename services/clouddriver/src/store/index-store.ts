import type { LoadBalancer, ServerGroup } from '@gennaker/contracts/clouddriver';
import type { IndexEvent } from '@gennaker/sdk';

export interface EntityFilter {
  application?: string | undefined;
  account?: string | undefined;
  region?: string | undefined;
  name?: string | undefined;
  provider?: string | undefined;
  cluster?: string | undefined;
}

/** An account as far as the index needs it. */
export interface IndexedAccount {
  name: string;
  provider: string;
}

/**
 * What is deployed, as far as the platform knows. Everything read carries `lastSeen` (last contact with
 * its account) and, when that cannot be reached, `stale`.
 */
export interface IndexStore {
  /** Writes what differs, and tells the change feed of that and nothing else. */
  apply(account: IndexedAccount, event: IndexEvent): Promise<void>;
  serverGroups(filter: EntityFilter): Promise<ServerGroup[]>;
  loadBalancers(filter: EntityFilter): Promise<LoadBalancer[]>;
  /** The server groups that hold an instance. */
  serverGroupsOfInstance(where: { account: string; region: string; id: string }): Promise<ServerGroup[]>;
}
