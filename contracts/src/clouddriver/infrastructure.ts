import { z } from 'zod';
import { csv, flag, request, route } from '../route/index.ts';
import { streamOf } from '../stream/index.ts';
import { Account, Cluster, Instance, LoadBalancer, ServerGroup, ServerGroupSummary } from './models.ts';

const Loose = z.looseObject({});
const application = { application: z.string() };
const account = { account: z.string() };
const inCluster = { ...application, ...account, cluster: z.string(), provider: z.string() };
const read = (path: `/${string}`, summary?: string) =>
  route({ method: 'GET', path, allow: 'READ application', summary });

/** What is deployed. Source: clouddriver-web controllers; clouddriver reference §2. */
export const infrastructure = {
  applications: read('/applications')
    .input(request({ query: { expand: flag(true), restricted: flag(true) } }))
    .output(z.array(Loose)),
  application: read('/applications/{application}')
    .input(request({ params: application }))
    .output(Loose),
  clusters: read('/applications/{application}/clusters')
    .input(request({ params: application }))
    .output(z.record(z.string(), z.array(z.string()))),
  clustersOfAccount: read('/applications/{application}/clusters/{account}')
    .input(request({ params: { ...application, ...account } }))
    .output(z.array(Loose)),
  clusterOfAnyProvider: read('/applications/{application}/clusters/{account}/{cluster}')
    .input(
      request({ params: { ...application, ...account, cluster: z.string() }, query: { expand: flag(true) } }),
    )
    .output(z.array(Cluster)),
  cluster: read('/applications/{application}/clusters/{account}/{cluster}/{provider}')
    .input(request({ params: inCluster, query: { expand: flag(true) } }))
    .output(Cluster),
  clusterServerGroups: read(
    '/applications/{application}/clusters/{account}/{cluster}/{provider}/serverGroups',
  )
    .input(request({ params: inCluster, query: { region: z.string().optional(), expand: flag(true) } }))
    .output(z.array(ServerGroup)),
  /** A list without `region`, one server group with it. */
  clusterServerGroup: read(
    '/applications/{application}/clusters/{account}/{cluster}/{provider}/serverGroups/{serverGroup}',
  )
    .input(
      request({
        params: { ...inCluster, serverGroup: z.string() },
        query: { region: z.string().optional() },
      }),
    )
    .output(z.union([ServerGroup, z.array(ServerGroup)])),
  target: read(
    '/applications/{application}/clusters/{account}/{cluster}/{provider}/{scope}/serverGroups/target/{target}',
    'The server group that `current_asg_dynamic`, `ancestor_asg_dynamic`, … means now.',
  )
    .input(
      request({
        params: { ...inCluster, scope: z.string(), target: z.string() },
        query: { onlyEnabled: flag(false), validateOldest: flag(true) },
      }),
    )
    .output(ServerGroup),
  targetSummary: read(
    '/applications/{application}/clusters/{account}/{cluster}/{provider}/{scope}/serverGroups/target/{target}/{summary}',
  )
    .input(
      request({
        params: { ...inCluster, scope: z.string(), target: z.string(), summary: z.string() },
        query: { onlyEnabled: flag(false) },
      }),
    )
    .output(Loose),
  serverGroupsOfApplication: read('/applications/{application}/serverGroups')
    .input(
      request({
        params: application,
        query: { expand: flag(false), cloudProvider: z.string().optional(), clusters: z.string().optional() },
      }),
    )
    .output(z.array(ServerGroupSummary)),
  serverGroups: read('/serverGroups')
    .input(request({ query: { applications: csv, ids: csv } }))
    .output(z.array(ServerGroupSummary)),
  /** Straight from the cloud, not from the index. */
  serverGroup: read('/serverGroups/{account}/{region}/{name}')
    .input(request({ params: { ...account, region: z.string(), name: z.string() } }))
    .output(ServerGroup),
  serverGroupOfApplication: read('/applications/{application}/serverGroups/{account}/{region}/{name}')
    .input(
      request({
        params: { ...application, ...account, region: z.string(), name: z.string() },
        query: { includeDetails: flag(true) },
      }),
    )
    .output(ServerGroup),
  serverGroupManagers: read('/applications/{application}/serverGroupManagers')
    .input(request({ params: application }))
    .output(z.array(Loose)),
  loadBalancersOfApplication: read('/applications/{application}/loadBalancers')
    .input(request({ params: application }))
    .output(z.array(LoadBalancer)),
  loadBalancers: read('/{provider}/loadBalancers')
    .input(request({ params: { provider: z.string() } }))
    .output(z.array(Loose)),
  loadBalancer: read('/{provider}/loadBalancers/{account}/{region}/{name}')
    .input(request({ params: { provider: z.string(), ...account, region: z.string(), name: z.string() } }))
    .output(z.array(LoadBalancer)),
  instance: read('/instances/{account}/{region}/{id}')
    .input(request({ params: { ...account, region: z.string(), id: z.string() } }))
    .output(Instance),
  console: read('/instances/{account}/{region}/{id}/console', 'The last lines that an instance wrote.')
    .input(
      request({
        params: { ...account, region: z.string(), id: z.string() },
        query: {
          cloudProvider: z.string().optional(),
          lines: z.coerce.number().int().min(1).max(10_000).default(200),
        },
      }),
    )
    .output(z.looseObject({ output: z.union([z.string(), z.array(Loose)]) })),
  images: read('/{provider}/images/find')
    .input(
      request({
        params: { provider: z.string() },
        query: { q: z.string().optional(), account: z.string().optional(), region: z.string().optional() },
      }),
    )
    .output(z.array(Loose)),
  search: read('/search')
    .input(
      request({
        query: {
          q: z.string().default(''),
          type: csv.describe('applications, clusters, serverGroups, instances, loadBalancers; none: all.'),
          platform: z.string().optional(),
          pageSize: z.coerce.number().int().min(1).default(10_000),
          page: z.coerce.number().int().min(1).optional(),
          pageNumber: z.coerce.number().int().min(1).default(1).describe('The same as `page`.'),
        },
      }),
    )
    .output(z.array(Loose)),
  projectClusters: read('/projects/{project}/clusters')
    .input(request({ params: { project: z.string() } }))
    .output(z.array(Loose)),
  features: read('/features/stages').output(z.array(z.object({ name: z.string(), enabled: z.boolean() }))),
  /** Server groups, load balancers and operation tasks as they change. */
  changes: route({ method: 'GET', path: '/changes', allow: 'READ application', hidden: true })
    .input(request({ query: { application: z.string().optional() } }))
    .output(streamOf()),
};

/** Accounts are data. Source: clouddriver-web `CredentialsController`. */
export const credentials = {
  list: route({ method: 'GET', path: '/credentials', allow: 'user' })
    .input(request({ query: { expand: flag(false) } }))
    .output(z.array(Account)),
  get: route({ method: 'GET', path: '/credentials/{account}', allow: 'READ account' })
    .input(request({ params: account }))
    .output(Account),
  create: route({ method: 'POST', path: '/credentials', allow: 'admin' })
    .input(request({ body: z.looseObject({ name: z.string(), type: z.string() }) }))
    .output(Account),
  update: route({ method: 'PUT', path: '/credentials', allow: 'admin' })
    .input(request({ body: z.looseObject({ name: z.string(), type: z.string() }) }))
    .output(Account),
  delete: route({ method: 'DELETE', path: '/credentials/{account}', allow: 'admin' }).input(
    request({ params: account }),
  ),
};
