import type { clouddriver } from '@gennaker/contracts/clouddriver';
import { invalid, notFound, type Handlers } from '@gennaker/kernel';
import type { AccountDefinition } from '@gennaker/sdk';
import { accountView } from '../accounts/account-view.ts';
import type { Accounts } from '../accounts/accounts.ts';
import type { ClouddriverConfig } from '../config.ts';
import type { AccountRecord, AccountStore } from '../store/account-store.ts';

interface Deps {
  store: AccountStore;
  accounts: Accounts;
  config: ClouddriverConfig['credentials'];
  /** Accounts came, went or changed. */
  changed(): void;
}

const missing = (name: string) => notFound(`Account does not exist (name: ${name})`);

/** Look at accounts, add, change and remove them. */
export const credentialRoutes = ({
  store,
  accounts,
  config,
  changed,
}: Deps): Handlers<typeof clouddriver.credentials> => {
  const saved = (record: AccountRecord) => {
    changed();
    const account = accounts.connected(record);
    if (!account) throw missing(record.name);
    return accountView(account, config, true);
  };
  return {
    list: async ({ input: { query } }) =>
      (await accounts.list()).map((account) => accountView(account, config, query.expand)),
    get: async ({ input: { params } }) => {
      const found = await accounts.find(params.account);
      if (!found) throw missing(params.account);
      return accountView(found, config, true);
    },
    create: async ({ input: { body } }) => {
      const definition = body as AccountDefinition;
      accounts.check(definition);
      return saved(await store.create(definition));
    },
    update: async ({ input: { body } }) => {
      const definition = body as AccountDefinition;
      accounts.check(definition);
      return saved(await store.update(definition));
    },
    delete: async ({ input: { params } }) => {
      const found = await store.get(params.account);
      if (!found) throw missing(params.account);
      if (found.builtIn) {
        throw invalid(
          `Account ${found.name} is built in: it is there while cloud ${found.type} is on. Turn that off in the configuration instead.`,
        );
      }
      await store.delete(found.name);
      changed();
    },
  };
};
