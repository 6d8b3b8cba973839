import { agent } from '@gennaker/contracts/agent';
import type { Handlers } from '@gennaker/kernel/core';
import type { LoadBalancers } from '../load-balancers/load-balancers.ts';

/** See and change load balancers, and watch what goes through them. */
export const loadBalancerRoutes = (balancers: LoadBalancers): Handlers<typeof agent.loadBalancers> => ({
  list: () => balancers.list(),
  get: ({ input }) => balancers.get(input.params.name),
  upsert: ({ input: { params, body } }) => {
    const { operationId, ...spec } = body;
    return balancers.upsert(operationId, { ...spec, name: params.name });
  },
  delete: ({ input: { params, query } }) => balancers.delete(query.operationId, params.name),
  traffic: ({ input }) => balancers.traffic(input.params.name),
  startLoad: ({ input: { params, body } }) => {
    const { operationId, ...plan } = body;
    return balancers.startLoad(operationId, params.name, plan);
  },
  stopLoad: ({ input: { params, query } }) => balancers.stopLoad(query.operationId, params.name),
  trafficStream: ({ signal }) => balancers.trafficStream(signal),
});
