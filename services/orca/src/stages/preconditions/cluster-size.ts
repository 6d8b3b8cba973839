import type { Tools } from '@gennaker/sdk';
import { z } from 'zod';
import { groupsOfCluster } from '../server-groups/reading.ts';

export const Comparison = z.enum(['<', '<=', '==', '>=', '>']);
type Comparison = z.infer<typeof Comparison>;

const COMPARE: Readonly<Record<Comparison, (a: number, b: number) => boolean>> = {
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '==': (a, b) => a === b,
  '>=': (a, b) => a >= b,
  '>': (a, b) => a > b,
};

export const compare = (found: number, comparison: Comparison, expected: number): boolean =>
  COMPARE[comparison](found, expected);

interface Wanted {
  cluster: string;
  credentials: string;
  cloudProvider: string;
  regions: string[];
  onlyEnabledServerGroups: boolean;
}

/** The server groups of a cluster in each region that is asked for; a missing cluster has none. */
export async function countServerGroups(
  clouddriver: Tools['clouddriver'],
  application: string,
  { cluster, credentials, cloudProvider, regions, onlyEnabledServerGroups }: Wanted,
): Promise<{ region: string; names: string[] }[]> {
  const all = await groupsOfCluster(clouddriver, {
    application,
    account: credentials,
    cluster,
    provider: cloudProvider,
  });
  const counted = all.filter(({ disabled }) => !(onlyEnabledServerGroups && disabled));
  const places = regions.length > 0 ? regions : [...new Set(counted.map(({ region }) => region))];
  return places.map((region) => ({
    region,
    names: counted.filter((group) => group.region === region).map(({ name }) => name),
  }));
}
