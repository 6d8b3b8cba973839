import { agent } from '@gennaker/contracts/agent';
import type { Handlers } from '@gennaker/kernel/core';
import type { ServerGroups } from '../server-groups/server-groups.ts';

/** See and change server groups. */
export const serverGroupRoutes = (groups: ServerGroups): Handlers<typeof agent.serverGroups> => ({
  list: ({ input }) => groups.list(input.query.application),
  get: ({ input }) => groups.get(input.params.name),
  create: ({ input: { params, body } }) => {
    const { operationId, ...spec } = body;
    return groups.create(operationId, { ...spec, name: params.name });
  },
  resize: ({ input: { params, body } }) => groups.resize(body.operationId, params.name, body),
  enable: ({ input: { params, body } }) => groups.enable(body.operationId, params.name, body.percentage),
  disable: ({ input: { params, body } }) => groups.disable(body.operationId, params.name, body.percentage),
  destroy: ({ input: { params, query } }) => groups.destroy(query.operationId, params.name),
});
