import { defineOperation, type OperationTools } from '@gennaker/sdk';
import { ifThere } from '../accounts/if-there.ts';
import type { LocalAccount } from '../accounts/local-account.ts';
import { OnServerGroup, percentage } from './description.ts';

const LOOK_EVERY_MS = 200;

/** Takes a server group out of rotation. Ends when the requests that ran on it have. */
export const disableServerGroup = defineOperation({
  type: 'disableServerGroup',
  summary: 'Takes instances out of rotation and lets their requests end.',
  description: OnServerGroup.extend({ desiredPercentage: percentage }),
  takesTraffic: ({ region, serverGroupName, desiredPercentage }) =>
    desiredPercentage === 100 ? { verb: 'Disabling', region, serverGroupName } : undefined,
  async run({ serverGroupName: name, desiredPercentage }, tools: OperationTools<LocalAccount>) {
    const { account, log, step, pause } = tools;
    log.update('DISABLE_SERVER_GROUP', `Disabling ${desiredPercentage} % of ${name}`);
    const { instances = [] } = await step('disable', (operationId) =>
      account.call((client) =>
        client.serverGroups.disable({
          params: { name },
          body: { percentage: desiredPercentage, operationId },
        }),
      ),
    );
    log.update('DISABLE_SERVER_GROUP', `Draining ${instances.length} instances of ${name}`);
    // The agent bounds the time for draining. Terminated meanwhile is as good as drained.
    while (await isDraining(account, name, instances)) await pause(LOOK_EVERY_MS);
    log.update(
      'DISABLE_SERVER_GROUP',
      `Disabled ${name}: ${instances.length} instances taken out of rotation`,
    );
  },
});

async function isDraining(account: LocalAccount, name: string, ids: readonly string[]): Promise<boolean> {
  const group = await account.call((client) => ifThere(client.serverGroups.get({ params: { name } })));
  return (group?.instances ?? []).some(
    ({ id, healthState, terminating }) => ids.includes(id) && healthState === 'Draining' && !terminating,
  );
}
