import { setTimeout as sleep } from 'node:timers/promises';
import { messageOf, unavailable, type Logger } from '@gennaker/kernel';
import type { Accounts, ConnectedAccount } from '../accounts/accounts.ts';
import type { ClouddriverConfig } from '../config.ts';
import type { AccountStore } from '../store/account-store.ts';
import type { IndexStore } from '../store/index-store.ts';

interface Tools {
  accounts: Accounts;
  accountStore: AccountStore;
  index: IndexStore;
  log: Logger;
  config: ClouddriverConfig['caching'];
}

interface Followed {
  version: number;
  abort: AbortController;
  ended: Promise<void>;
  /** Its snapshot has arrived since it was last lost. */
  reachable: boolean;
  /** Why it was lost. */
  reason?: string;
}

export interface Indexer {
  /** Looks at once whether accounts came, went or changed. */
  refresh(): void;
  stop(): Promise<void>;
}

/** Follows accounts, each by one process at a time, and writes what they tell into the index. */
export function startIndexer(name: string, tools: Tools): Indexer {
  const { accounts, accountStore, index, log, config } = tools;
  const followed = new Map<string, Followed>();
  let stopped = false;
  let looking: Promise<void> | undefined;
  let again = false;

  const follow = async ({ record, connection, cloud }: ConnectedAccount, state: Followed): Promise<void> => {
    const { signal } = state.abort;
    while (!signal.aborted) {
      try {
        for await (const event of connection.follow(signal)) {
          await index.apply({ name: record.name, provider: cloud.name }, event);
          if (!state.reachable) {
            state.reachable = true;
            await accountStore.seen([record.name]);
          }
        }
        if (!signal.aborted) throw unavailable(`Account ${record.name} ended its stream of changes`);
      } catch (error) {
        const reason = messageOf(error);
        const isNews = state.reachable || state.reason !== reason;
        Object.assign(state, { reachable: false, reason });
        if (signal.aborted) return;
        const say = isNews ? log.warn : log.debug;
        say('Account cannot be followed; trying again', { account: record.name, err: error });
        await lost(record.name, reason);
        await sleep(config.retryMs, undefined, { signal }).catch(() => undefined); // aborted: the loop ends
      }
    }
  };
  const lost = (account: string, reason: string): Promise<void> =>
    accountStore
      .unreachable(account, reason)
      .catch((err: unknown) => log.warn('Account cannot be marked stale', { account, err }));

  const begin = (account: ConnectedAccount): void => {
    const { name: key, version } = account.record;
    const state: Followed = {
      version,
      abort: new AbortController(),
      ended: Promise.resolve(),
      reachable: false,
    };
    state.ended = follow(account, state);
    followed.set(key, state);
  };
  const end = async (key: string): Promise<void> => {
    const state = followed.get(key);
    followed.delete(key);
    state?.abort.abort();
    await state?.ended;
  };

  const look = async (): Promise<void> => {
    do {
      again = false;
      const held = (await accountStore.holdForIndexing(name, config.leaseMs)).flatMap(
        (record) => accounts.connected(record) ?? [],
      );
      const versions = new Map(held.map(({ record }) => [record.name, record.version]));
      for (const [key, { version }] of followed) if (versions.get(key) !== version) await end(key);
      for (const account of held) if (!followed.has(account.record.name)) begin(account);
      const reachable = [...followed].filter(([, state]) => state.reachable).map(([key]) => key);
      if (reachable.length > 0) await accountStore.seen(reachable);
    } while (again && !stopped);
  };
  const refresh = (): void => {
    again = true;
    if (looking || stopped) return;
    looking = look()
      .catch((error: unknown) => log.warn('Accounts cannot be read; trying again', { err: error }))
      .finally(() => (looking = undefined));
  };

  const beating = setInterval(refresh, config.heartbeatMs);
  refresh();
  return {
    refresh,
    async stop() {
      stopped = true;
      clearInterval(beating);
      await looking;
      await Promise.all([...followed.keys()].map(end));
      await accountStore
        .releaseFromIndexing(name)
        .catch((error: unknown) => log.warn('Accounts cannot be released; their lease ends', { err: error }));
    },
  };
}
