import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { count, request, route } from '../route/index.ts';
import { streamOf } from '../stream/index.ts';
import { LocalArtifact, StagedArtifact } from './artifact.ts';
import { AgentInstance, LogSlice } from './instance.ts';
import { AgentLoadBalancer, LoadBalancerSpec, LoadBalancerTraffic } from './load-balancer.ts';
import { LoadPlan } from './load.ts';
import { OperationCount, OperationId, Receipt } from './operation.ts';
import { AgentServerGroup, Resize, ResourceName, ServerGroupSpec } from './server-group.ts';
import { AgentSummary, AgentVersion } from './system.ts';

export * from './artifact.ts';
export * from './instance.ts';
export * from './load-balancer.ts';
export * from './load.ts';
export * from './operation.ts';
export * from './server-group.ts';
export * from './system.ts';

/** Whoever may open the agent's socket (mode 0600) may use it: it has no users of its own. */
const allow = 'anyone';
const named = { name: ResourceName };
const id = { id: ResourceName };
const operation = z.object({ operationId: OperationId });
const get = (path: `/${string}`, summary: string) => route({ method: 'GET', path, allow, summary });
const put = (path: `/${string}`, summary: string) => route({ method: 'PUT', path, allow, summary });
const post = (path: `/${string}`, summary: string) => route({ method: 'POST', path, allow, summary });
const remove = (path: `/${string}`, summary: string) => route({ method: 'DELETE', path, allow, summary });

const Percentage = operation.extend({
  percentage: z.coerce
    .number()
    .min(0)
    .max(100)
    .default(100)
    .describe('Of all instances, rounded up. Source: clouddriver `EnableDisablePercentageCategorizer`.'),
});

const serverGroups = {
  list: get('/serverGroups', 'All server groups.')
    .input(request({ query: { application: z.string().optional() } }))
    .output(z.array(AgentServerGroup)),
  get: get('/serverGroups/{name}', 'One server group.')
    .input(request({ params: named }))
    .output(AgentServerGroup),
  /** Answers when its content is in the store and its processes are about to start; follow its instances. */
  create: put('/serverGroups/{name}', 'Creates a server group.')
    .input(request({ params: named, body: ServerGroupSpec.extend({ operationId: OperationId }) }))
    .output(Receipt),
  resize: post('/serverGroups/{name}/resize', 'Changes the number of instances.')
    .input(request({ params: named, body: Resize.extend({ operationId: OperationId }) }))
    .output(Receipt),
  enable: post('/serverGroups/{name}/enable', 'Puts instances into rotation.')
    .input(request({ params: named, body: Percentage }))
    .output(Receipt),
  /** They are out of rotation when it answers; what runs on them ends within the time for draining. */
  disable: post('/serverGroups/{name}/disable', 'Takes instances out of rotation.')
    .input(request({ params: named, body: Percentage }))
    .output(Receipt),
  /** Answers at once; it is gone when it is no longer listed. One that does not exist is no fault. */
  destroy: remove('/serverGroups/{name}', 'Drains and stops all its instances.')
    .input(request({ params: named, query: operation.shape }))
    .output(Receipt),
};

const instances = {
  get: get('/instances/{id}', 'One instance.')
    .input(request({ params: id }))
    .output(AgentInstance),
  terminate: post('/instances/{id}/terminate', 'Drains and stops one; another takes its place.')
    .input(
      request({
        params: id,
        body: operation.extend({
          decrementDesiredCapacity: z.boolean().default(false).describe('Whether none takes its place.'),
        }),
      }),
    )
    .output(Receipt),
  log: get('/instances/{id}/log', 'Its last lines, or what follows an offset.')
    .input(
      request({
        params: id,
        query: {
          tail: count(200).describe('Lines; not used with `from`.'),
          from: z.coerce.number().int().min(0).optional().describe('Offset in bytes.'),
          limit: count(256 * 1024).describe('Bytes at most.'),
        },
      }),
    )
    .output(LogSlice),
};

const loadBalancers = {
  list: get('/loadBalancers', 'All load balancers.').output(z.array(AgentLoadBalancer)),
  get: get('/loadBalancers/{name}', 'One load balancer.')
    .input(request({ params: named }))
    .output(AgentLoadBalancer),
  upsert: put('/loadBalancers/{name}', 'Creates or changes one; it listens when this answers.')
    .input(request({ params: named, body: LoadBalancerSpec.extend({ operationId: OperationId }) }))
    .output(Receipt),
  delete: remove('/loadBalancers/{name}', 'Lets running requests end and closes the listener.')
    .input(request({ params: named, query: operation.shape }))
    .output(Receipt),
  traffic: get('/loadBalancers/{name}/traffic', 'Requests, errors and latencies.')
    .input(request({ params: named }))
    .output(LoadBalancerTraffic),
  startLoad: put('/loadBalancers/{name}/load', 'Sends requests to it, steadily, for a time.')
    .input(request({ params: named, body: LoadPlan.extend({ operationId: OperationId }) }))
    .output(Receipt),
  stopLoad: remove('/loadBalancers/{name}/load', 'Sends no more; nothing happens when nothing is sent.')
    .input(request({ params: named, query: operation.shape }))
    .output(Receipt),
  trafficStream: get(
    '/traffic',
    'Every second: the load balancers that have traffic, and once when it ends.',
  ).output(eventIterator(LoadBalancerTraffic)),
};

const artifacts = {
  list: get('/artifacts', 'What the store holds.').output(z.array(StagedArtifact)),
  stage: post('/artifacts', 'Copies an artifact into the store.')
    .input(request({ body: operation.extend({ artifact: LocalArtifact }) }))
    .output(StagedArtifact),
};

const system = {
  version: get('/version', 'Which agent this is.').output(AgentVersion),
  health: get('/health', 'Answers when the agent works.').output(z.object({ status: z.literal('UP') })),
  summary: get('/summary', 'What it runs.').output(AgentSummary),
  operations: get('/operations', 'The last operations and how often each was carried out.').output(
    z.array(OperationCount),
  ),
  /** The same text as plain text: GET /metrics. */
  metrics: get('/metrics/prometheus', 'All load balancers in Prometheus’ text format.').output(z.string()),
  /** `serverGroup`, `instance` and `loadBalancer` changes; resumable. */
  events: get('/events', 'What changes.').output(streamOf()),
  /** Answers when the instances have ended (if asked to), then the agent ends. */
  shutdown: post('/shutdown', 'Ends the agent; what it runs goes on unless `instances` is true.')
    .input(request({ body: z.object({ instances: z.boolean().default(false) }) }))
    .output(z.object({ stoppedInstances: z.number() })),
};

/** The contract of the agent: it owns the local cloud's processes and proxies and outlives the platform. */
export const agent = { serverGroups, instances, loadBalancers, artifacts, system };
