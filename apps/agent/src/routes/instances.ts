import { agent } from '@gennaker/contracts/agent';
import type { Handlers } from '@gennaker/kernel/core';
import type { ServerGroups } from '../server-groups/server-groups.ts';

/** See an instance, read its log, end it. */
export const instanceRoutes = (groups: ServerGroups): Handlers<typeof agent.instances> => ({
  get: ({ input }) => groups.fleet.get(input.params.id).view(),
  terminate: ({ input: { params, body } }) =>
    groups.terminate(body.operationId, params.id, body.decrementDesiredCapacity),
  log: async ({ input: { params, query } }) => {
    const { log, serverGroup } = groups.fleet.logOf(params.id);
    const { tail, from, limit } = query;
    const slice = await (from === undefined ? log.tail(tail, limit) : log.read(from, limit));
    return { instance: params.id, serverGroup, ...slice };
  },
});
