import { defineOperation, type OperationTools } from '@gennaker/sdk';
import type { LocalAccount } from '../accounts/local-account.ts';
import { OnServerGroup, percentage } from './description.ts';

/** Lets a server group take requests from its load balancers. */
export const enableServerGroup = defineOperation({
  type: 'enableServerGroup',
  summary: 'Puts instances into rotation.',
  description: OnServerGroup.extend({ desiredPercentage: percentage }),
  async run(
    { serverGroupName: name, desiredPercentage },
    { account, log, step }: OperationTools<LocalAccount>,
  ) {
    log.update('ENABLE_SERVER_GROUP', `Enabling ${desiredPercentage} % of ${name}`);
    const { instances = [] } = await step('enable', (operationId) =>
      account.call((client) =>
        client.serverGroups.enable({
          params: { name },
          body: { percentage: desiredPercentage, operationId },
        }),
      ),
    );
    log.update('ENABLE_SERVER_GROUP', `Enabled ${name}: ${instances.length} instances put into rotation`);
  },
});
