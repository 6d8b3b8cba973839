import type { LoadBalancer, ServerGroup } from '@gennaker/contracts/clouddriver';
import { AppError, notFound, type Clock } from '@gennaker/kernel';
import type { Accounts, ConnectedAccount } from '../accounts/accounts.ts';
import type { IndexStore } from '../store/index-store.ts';

export interface ClusterPath {
  application: string;
  account: string;
  cluster: string;
  provider: string;
}

interface Place {
  account: string;
  region: string;
}

/**
 * Where reads come from. What orchestration decides by (one cluster, server group, instance, load
 * balancer) is asked of the cloud itself when its reads are cheap (`liveReads`), and is an error when the
 * cloud cannot be reached; everything else comes from the index and says how old it is.
 */
export class Reader {
  readonly #accounts: Accounts;
  readonly #index: IndexStore;
  readonly #clock: Clock;

  constructor(accounts: Accounts, index: IndexStore, clock: Clock) {
    this.#accounts = accounts;
    this.#index = index;
    this.#clock = clock;
  }

  get index(): IndexStore {
    return this.#index;
  }

  /** Server groups of one cluster; none when account or provider do not fit. */
  async cluster({ application, account, cluster, provider }: ClusterPath): Promise<ServerGroup[]> {
    const found = await this.#accounts.find(account);
    if (found?.cloud.name !== provider) return [];
    if (!found.cloud.liveReads) return this.#index.serverGroups({ application, account, cluster });
    const all = await found.connection.serverGroups({ application });
    return all.filter((group) => group.cluster === cluster).map((group) => this.#fresh(group));
  }

  /** Always from the cloud. @throws AppError `unavailable` when it cannot be reached */
  async serverGroup({ account, region }: Place, name: string): Promise<ServerGroup> {
    const found = await this.#accounts.find(account);
    const group = await found?.connection.serverGroup(region, name);
    if (!group) throw noServerGroup(account, region, name);
    return this.#fresh(group);
  }

  /** From the cloud, else its last known state, marked stale. */
  async lastKnownServerGroup(place: Place, name: string): Promise<ServerGroup> {
    try {
      return await this.serverGroup(place, name);
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'unavailable') throw error;
      const [known] = await this.#index.serverGroups({ ...place, name });
      if (!known) throw error;
      return { ...known, stale: true };
    }
  }

  async loadBalancer({ account, region }: Place, name: string, provider: string): Promise<LoadBalancer[]> {
    const found = await this.#accounts.find(account);
    if (found?.cloud.name !== provider) return [];
    if (!found.cloud.liveReads) return this.#index.loadBalancers({ account, region, name });
    const balancer = await found.connection.loadBalancer(region, name);
    return balancer ? [this.#fresh(balancer)] : [];
  }

  /** The connection of an account. @throws AppError `notFound` naming what was looked for in it */
  async connection(account: string, lookedFor: string): Promise<ConnectedAccount> {
    const found = await this.#accounts.find(account);
    if (!found) throw notFound(lookedFor);
    return found;
  }

  #fresh<T extends ServerGroup | LoadBalancer>(entity: T): T {
    return { ...entity, lastSeen: this.#clock.now() };
  }
}

export const noServerGroup = (account: string, region: string, name: string): AppError =>
  notFound(`Server group not found (account: ${account}, region: ${region}, name: ${name})`);
