import { defineOperation, type OperationTools } from '@gennaker/sdk';
import { z } from 'zod';
import type { LocalAccount } from '../accounts/local-account.ts';
import { OnServerGroup } from './description.ts';

/** Ends one instance for good. Source: clouddriver `TerminateInstanceAndDecrementAsgAtomicOperation`. */
export const terminateInstanceAndDecrementServerGroup = defineOperation({
  type: 'terminateInstanceAndDecrementServerGroup',
  summary: 'Drains and ends an instance; its server group becomes smaller by one.',
  description: OnServerGroup.extend({
    instance: z.string().min(1),
    adjustMinIfNecessary: z
      .boolean()
      .default(false)
      .describe('Lowers the minimum when the size would fall below it.'),
  }),
  takesTraffic: ({ region, serverGroupName, instance }) => ({
    verb: 'Termination of instances of',
    region,
    serverGroupName,
    instanceIds: [instance],
  }),
  async run({ serverGroupName: name, instance, adjustMinIfNecessary }, tools: OperationTools<LocalAccount>) {
    const { account, log, step } = tools;
    const group = await step('size', () =>
      account.call((client) => client.serverGroups.get({ params: { name } })),
    );
    const { min, desired } = group.capacity;
    if (adjustMinIfNecessary && desired <= min) {
      log.update('TERMINATE_INSTANCE', `Lowering the minimum of ${name} to ${desired - 1}`);
      await step('lower minimum', (operationId) =>
        account.call((client) =>
          client.serverGroups.resize({
            params: { name },
            body: { capacity: { min: desired - 1, desired }, operationId },
          }),
        ),
      );
    }
    log.update('TERMINATE_INSTANCE', `Terminating ${instance}`);
    await step('terminate', (operationId) =>
      account.call((client) =>
        client.instances.terminate({
          params: { id: instance },
          body: { operationId, decrementDesiredCapacity: true },
        }),
      ),
    );
    log.update('TERMINATE_INSTANCE', `Terminated ${instance}; ${name} has one less`);
  },
});
