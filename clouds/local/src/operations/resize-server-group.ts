import { Capacity } from '@gennaker/contracts/clouddriver';
import { defineOperation, type OperationTools } from '@gennaker/sdk';
import type { LocalAccount } from '../accounts/local-account.ts';
import { OnServerGroup } from './description.ts';

/** Changes how many instances a server group has. Ends when that is decided, not when they run. */
export const resizeServerGroup = defineOperation({
  type: 'resizeServerGroup',
  summary: 'Changes the number of instances.',
  description: OnServerGroup.extend({
    capacity: Capacity.partial().describe(
      'What is left out stays; min and max follow `desired` where they must.',
    ),
  }),
  takesTraffic: ({ region, serverGroupName, capacity }) =>
    capacity.desired === 0 || capacity.max === 0 ? { verb: 'Resizing', region, serverGroupName } : undefined,
  async run({ serverGroupName: name, capacity }, { account, log, step }: OperationTools<LocalAccount>) {
    const { min, max, desired } = capacity;
    const size = JSON.stringify({ min, max, desired });
    log.update('RESIZE', `Resizing ${name} to ${size}`);
    await step('resize', (operationId) =>
      account.call((client) =>
        client.serverGroups.resize({
          params: { name },
          body: { capacity: { min, max, desired }, operationId },
        }),
      ),
    );
    log.update('RESIZE', `Resized ${name} to ${size}`);
  },
});
