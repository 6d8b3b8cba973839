import type { front50 } from '@gennaker/contracts/front50';
import { AppError, type ClientOf } from '@gennaker/kernel';
import { isGuarded, TrafficGuard, verifyTrafficRemoval, type TrafficLoss } from '@gennaker/sdk';
import type { ServerGroup } from '@gennaker/contracts/clouddriver';
import type { ConnectedAccount } from '../accounts/accounts.ts';

export type Front50Client = ClientOf<typeof front50>;

/**
 * Checks an operation against its application's traffic guards, with the server groups as they are now.
 * Source: kork `TrafficGuard`; the guards are attributes of the application in Front50.
 */
export const trafficGuards =
  (front50: Front50Client, minCapacityRatio: number) =>
  async ({ record, connection }: ConnectedAccount, loss: TrafficLoss): Promise<void> => {
    const { verb, region, instanceIds } = loss;
    const all = await connection.serverGroups({ region });
    const losing = all.filter((group) => loses(group, loss));
    for (const application of new Set(losing.map((group) => group.application))) {
      const guards = await guardsOf(front50, application);
      if (guards.length === 0) continue;
      const ours = losing.filter((group) => group.application === application);
      for (const name of new Set(ours.map(({ cluster }) => cluster))) {
        const members = all.filter((group) => group.application === application && group.cluster === name);
        const moniker = members[0]?.moniker ?? {};
        const cluster = { name, account: record.name, location: region, moniker };
        if (!isGuarded(guards, cluster)) continue;
        const serverGroups = ours.filter((group) => group.cluster === name).map((group) => group.name);
        verifyTrafficRemoval(cluster, members, { verb, serverGroups, instanceIds }, minCapacityRatio);
      }
    }
  };

const loses = (group: ServerGroup, { serverGroupName, instanceIds }: TrafficLoss): boolean =>
  (serverGroupName === undefined || group.name === serverGroupName) &&
  (instanceIds === undefined || group.instances.some(({ name }) => instanceIds.includes(name)));

async function guardsOf(front50: Front50Client, application: string): Promise<TrafficGuard[]> {
  try {
    const { trafficGuards: guards } = await front50.applications.get({ params: { application } });
    return TrafficGuard.array().parse(guards ?? []);
  } catch (error) {
    if (error instanceof AppError && error.code === 'notFound') return []; // known to no one: nobody guards it
    throw error;
  }
}
