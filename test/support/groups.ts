import type { Platform } from './platform.ts';
import { untilUp } from './until.ts';

/** A server group in Gate's list. */
export interface Group {
  name: string;
  cluster: string;
  account: string;
  region: string;
  isDisabled: boolean;
  instanceCounts: { up: number; total: number };
  buildInfo?: { version?: string };
}

/** The server groups of an application, oldest first; of one cluster when it is named. */
export async function groupsOf({ gate }: Platform, application: string, cluster?: string): Promise<Group[]> {
  const all = (await gate.infrastructure.serverGroups({
    params: { application },
    query: {},
  })) as unknown as Group[];
  return all
    .filter((group) => cluster === undefined || group.cluster === cluster)
    .sort((one, other) => one.name.localeCompare(other.name));
}

export const enabledOf = async (
  platform: Platform,
  application: string,
  cluster: string,
): Promise<string[]> =>
  (await groupsOf(platform, application, cluster))
    .filter(({ isDisabled }) => !isDisabled)
    .map(({ name }) => name);

/** Waits until exactly these server groups of a cluster get requests: the index follows within moments. */
export const untilEnabled = (
  platform: Platform,
  application: string,
  cluster: string,
  names: string[],
): Promise<true> => {
  let last: Group[] = [];
  return untilUp(
    `${names.join(', ')} and no other server group of ${cluster} is enabled`,
    async () => {
      last = await groupsOf(platform, application, cluster);
      const enabled = last.filter(({ isDisabled }) => !isDisabled).map(({ name }) => name);
      return (
        (enabled.length === names.length && enabled.every((name, index) => name === names[index])) ||
        undefined
      );
    },
    { timeoutMs: 15_000, describe: () => JSON.stringify(last, null, 1) },
  );
};
