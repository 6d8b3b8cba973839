import { z } from 'zod';
import { Account, Instance, LoadBalancer, ServerGroup } from '../clouddriver/index.ts';
import { csv, flag, request, route } from '../route/index.ts';

const Loose = z.looseObject({});
const app = { application: z.string() };
const account = { account: z.string() };
const cluster = { ...app, ...account, cluster: z.string() };
const region = { ...account, region: z.string() };
const read = (path: `/${string}`, summary?: string) =>
  route({ method: 'GET', path, allow: 'READ application', summary });

/** Source: gate-web `ClusterController`, `LoadBalancerController`, `InstanceController`, … */
export const infrastructure = {
  clusters: read('/applications/{application}/clusters', 'Names of clusters, by account.')
    .input(request({ params: app }))
    .output(z.record(z.string(), z.array(z.string()))),
  clustersOfAccount: read('/applications/{application}/clusters/{account}')
    .input(request({ params: { ...app, ...account } }))
    .output(z.array(Loose)),
  cluster: read('/applications/{application}/clusters/{account}/{cluster}')
    .input(request({ params: cluster }))
    .output(z.array(Loose)),
  clusterLoadBalancers: read('/applications/{application}/clusters/{account}/{cluster}/{type}/loadBalancers')
    .input(request({ params: { ...cluster, type: z.string() } }))
    .output(z.array(Loose)),
  clusterServerGroups: read('/applications/{application}/clusters/{account}/{cluster}/serverGroups')
    .input(request({ params: cluster }))
    .output(z.array(ServerGroup)),
  clusterServerGroup: read(
    '/applications/{application}/clusters/{account}/{cluster}/serverGroups/{serverGroup}',
  )
    .input(request({ params: { ...cluster, serverGroup: z.string() } }))
    .output(z.array(ServerGroup)),
  target: read(
    '/applications/{application}/clusters/{account}/{cluster}/{cloudProvider}/{scope}/serverGroups/target/{target}',
  )
    .input(
      request({
        params: { ...cluster, cloudProvider: z.string(), scope: z.string(), target: z.string() },
        query: { onlyEnabled: flag(false), validateOldest: flag(true) },
      }),
    )
    .output(ServerGroup),
  serverGroups: read('/applications/{application}/serverGroups', 'Server groups of an application.')
    .input(
      request({
        params: app,
        query: { expand: flag(false), cloudProvider: z.string().optional(), clusters: z.string().optional() },
      }),
    )
    .output(z.array(Loose)),
  serverGroupsByIds: read('/serverGroups')
    .input(request({ query: { applications: csv, ids: csv, cloudProvider: z.string().optional() } }))
    .output(z.array(Loose)),
  serverGroup: read('/applications/{application}/serverGroups/{account}/{region}/{name}', 'A server group.')
    .input(
      request({ params: { ...app, ...region, name: z.string() }, query: { includeDetails: flag(true) } }),
    )
    .output(ServerGroup),
  serverGroupManagers: read('/applications/{application}/serverGroupManagers')
    .input(request({ params: app }))
    .output(z.array(Loose)),
  loadBalancersOfApplication: read(
    '/applications/{application}/loadBalancers',
    'Load balancers with their back ends.',
  )
    .input(request({ params: app }))
    .output(z.array(LoadBalancer)),
  loadBalancers: read('/loadBalancers')
    .input(request({ query: { provider: z.string().default('local') } }))
    .output(z.array(Loose)),
  loadBalancer: read('/loadBalancers/{account}/{region}/{name}')
    .input(
      request({ params: { ...region, name: z.string() }, query: { provider: z.string().default('local') } }),
    )
    .output(z.array(LoadBalancer)),
  instance: read('/instances/{account}/{region}/{id}')
    .input(request({ params: { ...region, id: z.string() } }))
    .output(Instance),
  console: read('/instances/{account}/{region}/{id}/console', 'The last lines that an instance wrote.')
    .input(
      request({
        params: { ...region, id: z.string() },
        query: {
          provider: z.string().optional(),
          lines: z.coerce.number().int().min(1).max(10_000).default(200),
        },
      }),
    )
    .output(Loose),
  images: read('/images/find')
    .input(
      request({
        query: {
          provider: z.string().default('local'),
          q: z.string().optional(),
          region: z.string().optional(),
          account: z.string().optional(),
        },
      }),
    )
    .output(z.array(Loose)),
  search: read('/search', 'Search over everything.')
    .input(
      request({
        query: {
          q: z.string().default(''),
          type: csv,
          platform: z.string().default(''),
          pageSize: z.coerce.number().default(10_000),
          page: z.coerce.number().default(1),
          allowShortQuery: flag(false),
        },
      }),
    )
    .output(z.array(Loose)),
};

/** Source: gate-web `CredentialsController`. */
export const credentials = {
  list: route({ method: 'GET', path: '/credentials', allow: 'user', summary: 'Cloud accounts.' })
    .input(request({ query: { expand: flag(false) } }))
    .output(z.array(Account)),
  get: route({
    method: 'GET',
    path: '/credentials/{account}',
    allow: 'READ account',
    summary: 'A cloud account.',
  })
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
