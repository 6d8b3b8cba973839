import { testDatabase } from '@gennaker/kernel/testing';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { group, scriptedCloud } from '../../testing/scripted-cloud.ts';
import { startClouddriver } from '../../testing/start.ts';

type Started = Awaited<ReturnType<typeof startClouddriver>>;
const projects = {
  store: {
    name: 'store',
    config: {
      applications: ['shop', 'pay'],
      clusters: [
        { account: 'test', stack: 'prod', detail: null, applications: null },
        { account: 'test', stack: '*', detail: '*', applications: ['pay'] },
      ],
    },
  },
};
const shop = { application: 'shop', account: 'test', cluster: 'shop-prod', provider: 'scripted' };
const target = { ...shop, scope: 'here' };

describe.each([
  ['from the cloud itself', true],
  ['from the index', false],
])('reads of a cluster come %s', (_, liveReads) => {
  const { cloud, account } = scriptedCloud({ liveReads });
  let database: Awaited<ReturnType<typeof testDatabase>>;
  let server: Started;
  const api = () => server.client.infrastructure;

  beforeAll(async () => {
    database = await testDatabase();
    account.groups = [
      group('shop-prod-v000', { up: 3, disabled: true, loadBalancers: ['shop-prod'] }),
      group('shop-prod-v001', {
        up: 1,
        loadBalancers: ['shop-prod'],
        buildInfo: { jenkins: { number: '7' } },
      }),
      group('shop-test-v000'),
      group('pay-prod-eu-v003', { up: 2 }),
      group('pay-old-v000', { up: 0 }),
    ];
    account.balancers = [
      {
        name: 'shop-prod',
        type: 'scripted',
        cloudProvider: 'scripted',
        account: 'test',
        region: 'here',
        moniker: { app: 'shop' },
        serverGroups: [],
      },
    ];
    server = await startClouddriver(database, [cloud], { projects });
    await server.run();
    await vi.waitUntil(async () => (await api().applications({})).length === 2);
  });
  afterAll(async () => {
    await server.stop();
    await database.drop();
  });

  test('a cluster with its server groups', async () => {
    expect(await api().cluster({ params: shop })).toMatchObject({
      name: 'shop-prod',
      accountName: 'test',
      type: 'scripted',
      moniker: { app: 'shop', stack: 'prod', cluster: 'shop-prod' },
      loadBalancers: [{ name: 'shop-prod' }],
      serverGroups: [
        { name: 'shop-prod-v000', disabled: true, lastSeen: expect.any(Number) },
        { name: 'shop-prod-v001', instances: [{ name: 'shop-prod-v001-0' }] },
      ],
    });
    const [any] = await api().clusterOfAnyProvider({ params: shop, query: { expand: false } });
    expect(any?.serverGroups.map(({ instances }) => instances.length)).toEqual([0, 0]);
  });

  test('a server group alone, and as a list without region', async () => {
    const params = { ...shop, serverGroup: 'shop-prod-v001' };
    expect(await api().clusterServerGroup({ params })).toMatchObject([{ name: 'shop-prod-v001' }]);
    expect(await api().clusterServerGroup({ params, query: { region: 'here' } })).toMatchObject({
      name: 'shop-prod-v001',
    });
    expect(
      await api().serverGroup({ params: { account: 'test', region: 'here', name: 'shop-prod-v001' } }),
    ).toMatchObject({
      accountName: 'test',
      cluster: 'shop-prod',
      application: 'shop',
      stack: 'prod',
    });
  });

  test('targets', async () => {
    const resolved = async (word: string, query = {}) =>
      (await api().target({ params: { ...target, target: word }, query })).name;
    expect(await resolved('current_asg_dynamic')).toBe('shop-prod-v001');
    expect(await resolved('ancestor_asg_dynamic')).toBe('shop-prod-v000');
    expect(await resolved('LARGEST')).toBe('shop-prod-v000');
    expect(await resolved('LARGEST', { onlyEnabled: true })).toBe('shop-prod-v001');
    expect((await api().target({ params: { ...target, scope: 'here-a', target: 'CURRENT' } })).name).toBe(
      'shop-prod-v001',
    );
    expect(
      await api().targetSummary({ params: { ...target, target: 'CURRENT', summary: 'image' } }),
    ).toMatchObject({
      serverGroupName: 'shop-prod-v001',
      imageId: 'image-of-shop-prod-v001',
      imageName: 'image',
    });
    expect(
      await api().targetSummary({
        params: { ...target, target: 'OLDEST', summary: 'images' },
        query: { onlyEnabled: true },
      }),
    ).toMatchObject({ summaries: [{ serverGroupName: 'shop-prod-v001' }] });
  });

  test.each([
    [
      () => api().cluster({ params: { ...shop, cluster: 'x' } }),
      'Cluster not found (application: shop, account: test, name: x)',
    ],
    [
      () => api().cluster({ params: { ...shop, account: 'x' } }),
      'Cluster not found (application: shop, account: x, name: shop-prod)',
    ],
    [
      () => api().cluster({ params: { ...shop, application: 'pay' } }),
      'Cluster not found (application: pay, account: test, name: shop-prod)',
    ],
    [
      () => api().clusterServerGroup({ params: { ...shop, serverGroup: 'x' } }),
      'Server group not found (account: test, name: x, type: scripted)',
    ],
    [
      () => api().serverGroup({ params: { account: 'test', region: 'here', name: 'x' } }),
      'Server group not found (account: test, region: here, name: x)',
    ],
    [
      () => api().target({ params: { ...target, scope: 'there', target: 'CURRENT' } }),
      'No server groups found (account: test, location: there, cluster: shop-prod, type: scripted)',
    ],
    [() => api().application({ params: { application: 'x' } }), 'Application does not exist (name: x)'],
    [
      () => api().clustersOfAccount({ params: { application: 'x', account: 'test' } }),
      'No clusters found (application: x, account: test)',
    ],
    [
      () => api().instance({ params: { account: 'test', region: 'here', id: 'x' } }),
      'Instance not found (id: x)',
    ],
  ])('what is not there is a 404 in the reference’s words (%#)', async (read, message) => {
    await expect(read()).rejects.toMatchObject({ status: 404, message });
  });

  test('applications and their clusters', async () => {
    expect(await api().applications({})).toEqual([
      {
        name: 'pay',
        attributes: { name: 'pay', cloudProviders: 'scripted' },
        clusterNames: { test: ['pay-old', 'pay-prod-eu'] },
      },
      {
        name: 'shop',
        attributes: { name: 'shop', cloudProviders: 'scripted' },
        clusterNames: { test: ['shop-prod', 'shop-test'] },
      },
    ]);
    expect((await api().applications({ query: { expand: false } }))[0]).not.toHaveProperty('clusterNames');
    expect(await api().clusters({ params: { application: 'shop' } })).toEqual({
      test: ['shop-prod', 'shop-test'],
    });
    expect(await api().clusters({ params: { application: 'none' } })).toEqual({});
  });

  test('summaries, by cluster and by id', async () => {
    const params = { application: 'shop' };
    const some = await api().serverGroupsOfApplication({ params, query: { clusters: 'test:shop-test' } });
    expect(some.map(({ name }) => name)).toEqual(['shop-test-v000']);
    expect(some[0]).toMatchObject({
      isDisabled: false,
      instances: [{ id: 'shop-test-v000-0', healthState: 'Up' }, {}],
    });
    expect(await api().serverGroupsOfApplication({ params, query: { clusters: '' } })).toEqual([]);
    expect(
      await api().serverGroups({ query: { ids: 'test:here:shop-test-v000,test:here:none' } }),
    ).toHaveLength(1);
    await expect(api().serverGroups({})).rejects.toThrow(
      "Provide either 'applications' or 'ids' parameter (but not both)",
    );
    await expect(api().serverGroups({ query: { ids: 'a:b' } })).rejects.toThrow(
      'Expected ids in the format <account>:<region>:<name> but got invalid ids: a:b',
    );
  });

  test('load balancers, instances, images, features', async () => {
    expect(await api().loadBalancers({ params: { provider: 'scripted' } })).toMatchObject([
      {
        name: 'shop-prod',
        accounts: [{ name: 'test', regions: [{ name: 'here', loadBalancers: [{ name: 'shop-prod' }] }] }],
      },
    ]);
    await expect(api().loadBalancers({ params: { provider: 'x' } })).rejects.toMatchObject({ status: 404 });
    const place = { account: 'test', region: 'here' };
    expect(
      await api().loadBalancer({ params: { provider: 'scripted', ...place, name: 'shop-prod' } }),
    ).toHaveLength(1);
    expect(await api().instance({ params: { ...place, id: 'shop-test-v000-1' } })).toMatchObject({
      serverGroup: 'shop-test-v000',
    });
    expect(await api().console({ params: { ...place, id: 'shop-test-v000-1' } })).toEqual({
      output: 'a line\n',
    });
    expect(await api().images({ params: { provider: 'scripted' } })).toEqual([
      { imageId: 'i1', imageName: 'image', account: 'test' },
    ]);
    expect(await api().features()).toContainEqual({ name: 'destroyServerGroup', enabled: true });
  });

  test('search finds by name, earliest place first', async () => {
    const [found] = await api().search({ query: { q: 'prod', type: 'serverGroups,loadBalancers' } });
    expect(found).toMatchObject({ totalMatches: 4, pageNumber: 1, platform: 'scripted', query: 'prod' });
    expect(
      ((found ?? {})['results'] as { serverGroup?: string; loadBalancer?: string }[]).map(
        (hit) => hit.serverGroup ?? hit.loadBalancer,
      ),
    ).toEqual(['pay-prod-eu-v003', 'shop-prod', 'shop-prod-v000', 'shop-prod-v001']);
    const [page] = await api().search({ query: { q: 'prod', type: 'serverGroups', pageSize: 1, page: 2 } });
    expect(page).toMatchObject({ totalMatches: 3, results: [{ serverGroup: 'shop-prod-v000' }] });
  });

  test('projects show what takes requests', async () => {
    expect(await api().projectClusters({ params: { project: 'store' } })).toMatchObject([
      {
        account: 'test',
        stack: 'prod',
        applications: [
          {
            application: 'shop',
            clusters: [
              { region: 'here', instanceCounts: { total: 1, up: 1 }, builds: [{ buildNumber: '7' }] },
            ],
          },
          { application: 'pay', clusters: [] },
        ],
        instanceCounts: { total: 1, up: 1 },
      },
      {
        stack: '*',
        applications: [
          {
            application: 'pay',
            clusters: [{ instanceCounts: { total: 2 }, builds: [{ buildNumber: '0' }] }],
          },
        ],
      },
    ]);
    await expect(api().projectClusters({ params: { project: 'none' } })).rejects.toMatchObject({
      status: 404,
    });
  });
});
