import type { ServerGroup } from '@gennaker/contracts/clouddriver';
import { AppError } from '@gennaker/kernel';
import type { Tools } from '@gennaker/sdk';

type Clouddriver = Pick<Tools['clouddriver'], 'infrastructure'>;

export interface ClusterName {
  application: string;
  account: string;
  cluster: string;
  provider: string;
}

/** A server group among others. */
export interface GroupName {
  account: string;
  region: string;
  name: string;
}

/** What answers «not found» is not there. */
async function ifThere<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof AppError && error.code === 'notFound') return undefined;
    throw error;
  }
}

/** The server groups of a cluster that are to stay, newest first; none when there is no such cluster. */
export async function groupsOfCluster(
  { infrastructure }: Clouddriver,
  cluster: ClusterName,
): Promise<ServerGroup[]> {
  const params = { ...cluster };
  const all = (await ifThere(infrastructure.clusterServerGroups({ params }))) ?? [];
  return all
    .filter((group) => group['destroying'] !== true)
    .toSorted((a, b) => b.createdTime - a.createdTime || b.name.localeCompare(a.name));
}

/** The group as its cloud has it now; undefined when it is gone. */
export const groupNow = (
  { infrastructure }: Clouddriver,
  params: GroupName,
): Promise<ServerGroup | undefined> => ifThere(infrastructure.serverGroup({ params }));

/** What wakes a task that waits for a server group. */
export const newsOf = ({ account, region, name }: GroupName): string =>
  `serverGroup:${account}:${region}:${name}`;
