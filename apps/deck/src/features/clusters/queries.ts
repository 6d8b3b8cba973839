import { queryOptions } from '@tanstack/react-query';
import { gate } from '../../api/gate.ts';
import type { Balancer, Group, KnownAccount } from './infrastructure.ts';

export const keys = {
  groups: (application: string) => ['serverGroups', application] as const,
  /** Of many applications: a list page reads them in one request. */
  groupsOfAll: ['serverGroupsOfAll'] as const,
  group: (account: string, region: string, name: string) => ['serverGroup', account, region, name] as const,
  balancers: (application: string) => ['loadBalancers', application] as const,
  accounts: ['accounts'] as const,
};

/** The stream carries changes; how old what is known is must be asked for. */
const AGE_MS = 30_000;

export const serverGroupsQuery = (application: string) =>
  queryOptions({
    queryKey: keys.groups(application),
    refetchInterval: AGE_MS,
    queryFn: async () =>
      (await gate.infrastructure.serverGroups({ params: { application } })) as unknown as Group[],
  });

export const loadBalancersQuery = (application: string) =>
  queryOptions({
    queryKey: keys.balancers(application),
    refetchInterval: AGE_MS,
    queryFn: async () =>
      (await gate.infrastructure.loadBalancersOfApplication({
        params: { application },
      })) as unknown as Balancer[],
  });

/** One server group with everything that it was launched with. */
export const serverGroupQuery = ({
  application,
  account,
  region,
  name,
}: Pick<Group, 'application' | 'account' | 'region' | 'name'>) =>
  queryOptions({
    queryKey: keys.group(account, region, name),
    queryFn: () => gate.infrastructure.serverGroup({ params: { application, account, region, name } }),
  });

/** The last lines that an instance wrote; read anew while somebody looks. */
export const consoleQuery = (account: string, region: string, id: string, lines: number) =>
  queryOptions({
    queryKey: ['console', account, region, id, lines],
    refetchInterval: 2_000,
    queryFn: async () => {
      const { output } = await gate.infrastructure.console({
        params: { account, region, id },
        query: { lines },
      });
      return typeof output === 'string' ? output.trimEnd() : '';
    },
  });

export const accountsQuery = queryOptions({
  queryKey: keys.accounts,
  staleTime: 60_000,
  queryFn: async () => (await gate.credentials.list({})) as unknown as KnownAccount[],
});

/** An operation, read anew until it has ended. */
export const taskQuery = (id: string) =>
  queryOptions({
    queryKey: ['task', id],
    queryFn: () => gate.tasks.get({ params: { id } }),
    refetchInterval: ({ state }) => (isRunning(state.data?.status) ? 500 : false),
  });

export const isRunning = (status: string | undefined): boolean =>
  status === undefined || ['NOT_STARTED', 'RUNNING', 'PAUSED', 'SUSPENDED', 'BUFFERED'].includes(status);

/** One instance with what only its cloud knows: process, port, restarts. */
export const instanceQuery = (account: string, region: string, id: string) =>
  queryOptions({
    queryKey: ['instance', account, region, id],
    queryFn: () => gate.infrastructure.instance({ params: { account, region, id } }),
  });
