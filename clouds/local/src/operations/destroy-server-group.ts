import { defineOperation, type OperationTools } from '@gennaker/sdk';
import type { LocalAccount } from '../accounts/local-account.ts';
import { OnServerGroup } from './description.ts';

/**
 * Removes a server group: its requests end, then its processes. Ends when that is decided; it is gone
 * when it is no longer listed. One that does not exist is as good as destroyed.
 */
export const destroyServerGroup = defineOperation({
  type: 'destroyServerGroup',
  summary: 'Drains and ends all instances and forgets the server group.',
  description: OnServerGroup,
  takesTraffic: ({ region, serverGroupName }) => ({ verb: 'Removal of', region, serverGroupName }),
  async run({ serverGroupName: name }, { account, log, step }: OperationTools<LocalAccount>) {
    log.update('DESTROY_SERVER_GROUP', `Destroying ${name}`);
    const { changed } = await step('destroy', (operationId) =>
      account.call((client) => client.serverGroups.destroy({ params: { name }, query: { operationId } })),
    );
    log.update(
      'DESTROY_SERVER_GROUP',
      changed ? `${name} is being destroyed` : `${name} does not exist any more`,
    );
  },
});
