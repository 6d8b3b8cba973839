import { defineOperation, type OperationTools } from '@gennaker/sdk';
import { z } from 'zod';
import { ifThere } from '../accounts/if-there.ts';
import type { LocalAccount } from '../accounts/local-account.ts';
import { OnServerGroup } from './description.ts';

/** Ends instances; others take their places. */
export const terminateInstances = defineOperation({
  type: 'terminateInstances',
  summary: 'Drains and ends instances; new ones take their places.',
  description: OnServerGroup.omit({ serverGroupName: true }).extend({
    instanceIds: z.array(z.string().min(1)).min(1, 'name the instances to terminate'),
  }),
  takesTraffic: ({ region, instanceIds }) => ({ verb: 'Termination of instances of', region, instanceIds }),
  async run({ instanceIds }, { account, log, step }: OperationTools<LocalAccount>) {
    // All are looked for first: a wrong name must not leave half of them terminated.
    await step('find', () =>
      Promise.all(
        instanceIds.map((id) => account.call((client) => client.instances.get({ params: { id } }))),
      ),
    );
    for (const id of instanceIds) {
      log.update('TERMINATE_INSTANCES', `Terminating ${id}`);
      await step(`terminate ${id}`, (operationId) =>
        account.call((client) =>
          ifThere(client.instances.terminate({ params: { id }, body: { operationId } })),
        ),
      );
    }
    log.update('TERMINATE_INSTANCES', `Terminated ${instanceIds.join(', ')}`);
  },
});
