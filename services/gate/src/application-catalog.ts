import type { Application } from '@gennaker/contracts/front50';
import { AppError, messageOf, notFound, type Logger } from '@gennaker/kernel';
import type { Clients } from './clients.ts';

type Attributes = Record<string, unknown> & { name: string };

type Deployed = {
  name: string;
  attributes: Attributes;
  clusters: Record<string, unknown>;
};

/**
 * Applications as their users know them: what is saved about them, with what is deployed. A Clouddriver
 * that cannot be reached leaves out its part. Source: gate `ApplicationService`.
 */
export function applicationCatalog({ front50, clouddriver }: Clients, log: Logger) {
  const withoutIt =
    <T>(instead: T) =>
    (error: unknown): T => {
      if (error instanceof AppError && error.code === 'notFound') return instead;
      log.warn('Applications are shown without what is deployed', { err: messageOf(error) });
      return instead;
    };

  return {
    async list({
      account,
      owner,
    }: {
      account?: string | undefined;
      owner?: string | undefined;
    }): Promise<Attributes[]> {
      const [saved, deployed] = await Promise.all([
        front50.applications.list({}),
        clouddriver.infrastructure.applications({}).catch(withoutIt([])),
      ]);
      const accounts = new Map<string, Set<string>>();
      for (const { name, clusterNames } of deployed as { name: string; clusterNames?: object }[]) {
        const known = accounts.get(name.toLowerCase()) ?? new Set();
        for (const key of Object.keys(clusterNames ?? {})) known.add(key);
        accounts.set(name.toLowerCase(), known);
      }
      const all = new Map<string, Attributes>();
      for (const name of accounts.keys()) all.set(name, { name, ...accountsOf(accounts.get(name)) });
      for (const application of saved) {
        const attributes = attributesOf(application);
        all.set(attributes.name, { ...attributes, ...accountsOf(accounts.get(attributes.name)) });
      }
      return [...all.values()]
        .filter((attributes) => !owner || textOf(attributes['email']).toLowerCase() === owner.toLowerCase())
        .filter((attributes) => !account || textOf(attributes['accounts']).split(',').includes(account))
        .sort((a, b) => a.name.localeCompare(b.name));
    },

    async get(name: string, expand: boolean): Promise<Deployed> {
      const [saved, deployed] = await Promise.all([
        front50.applications.get({ params: { application: name } }).catch((error: unknown) => {
          if (error instanceof AppError && error.code === 'notFound') return undefined;
          throw error;
        }),
        expand
          ? clouddriver.infrastructure
              .application({ params: { application: name } })
              .catch(withoutIt(undefined))
          : undefined,
      ]);
      if (!saved && !deployed) throw notFound(`Application not found (id: ${name})`);
      const running = deployed as Partial<Deployed> | undefined;
      const clusters = running?.clusters ?? {};
      return {
        name: name.toLowerCase(),
        attributes: {
          name: name.toLowerCase(),
          ...running?.attributes,
          ...(saved && attributesOf(saved)),
          ...accountsOf(new Set(Object.keys(clusters))),
        },
        clusters,
      };
    },
  };
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Stored in upper case, shown in lower case. */
const attributesOf = (application: Application): Attributes => ({
  ...application,
  name: application.name.toLowerCase(),
});

const accountsOf = (accounts: Set<string> | undefined): { accounts?: string } =>
  accounts && accounts.size > 0 ? { accounts: [...accounts].sort().join(',') } : {};
