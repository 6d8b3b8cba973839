import { runTask, stageView } from '@gennaker/sdk/testing';
import { describe, expect, test } from 'vitest';
import { cloneServerGroup } from '../clone-server-group.ts';
import { createServerGroup } from '../create-server-group.ts';
import { deploy } from '../deploy.ts';
import { cloud, group } from '../testing/cloud.ts';

const context = {
  credentials: 'local',
  region: 'localhost',
  application: 'shop',
  stack: 'prod',
  capacity: { min: 1, max: 1, desired: 1 },
};
const v1 = group('shop-prod-v001', 3);
const off = group('shop-prod-v002', 2, { disabled: true });
const source = (present: ReturnType<typeof group>[], more: object = {}) =>
  runTask(
    createServerGroup,
    'determineSourceServerGroup',
    { context: { ...context, ...more } },
    cloud(present),
  );

describe('what was there before', () => {
  test('is the newest group that takes traffic', async () => {
    expect((await source([v1, off])).context).toMatchObject({
      enabledBefore: { serverGroupName: 'shop-prod-v001', capacity: { desired: 3 } },
      source: { account: 'local', region: 'localhost', serverGroupName: 'shop-prod-v001' },
    });
  });

  test('is nothing when none takes traffic; the newest is still the one to copy', async () => {
    const result = await source([off]);
    expect(result.context?.['enabledBefore']).toBeUndefined();
    expect(result.context).toMatchObject({ source: { serverGroupName: 'shop-prod-v002' } });
    expect((await source([])).context).toEqual({ enabledBefore: undefined, source: undefined });
  });

  test('gives its capacity when that is asked for', async () => {
    const copied = { capacity: { min: 3, max: 3, desired: 3 } };
    expect((await source([v1], { useSourceCapacity: true })).context).toMatchObject(copied);
    expect((await source([v1], { preferSourceCapacity: true })).context).toMatchObject(copied);
    expect((await source([], { preferSourceCapacity: true })).context).not.toHaveProperty('capacity');
    await expect(source([], { useSourceCapacity: true })).rejects.toThrow(
      'has no server group to take the capacity from',
    );
  });

  test('a strategy that starts empty keeps the wanted size for later, also when it is asked twice', async () => {
    const first = (await source([v1], { strategy: 'rollingredblack' })).context;
    const empty = { capacity: { min: 0, max: 0, desired: 0 }, savedCapacity: context.capacity };
    expect(first).toMatchObject(empty);
    expect((await source([v1], { strategy: 'rollingredblack', ...first })).context).toMatchObject(empty);
  });

  test('what is to be copied must exist', async () => {
    await expect(source([v1], { source: { serverGroupName: 'gone-v001' } })).rejects.toThrow(
      'server group gone-v001 does not exist in local/localhost',
    );
  });
});

describe('making it', () => {
  const made = async (more: object, given: object = {}) => {
    const fake = cloud([v1]);
    await runTask(
      createServerGroup,
      'createServerGroup',
      { context: { ...context, ...more }, ...given },
      fake,
    );
    return fake.submitted[0]?.body[0]?.['createServerGroup'];
  };

  test('hands the cloud its own fields and keeps the rest', async () => {
    const artifact = { type: 'local/folder', reference: 'file:///srv/v2' };
    const own = {
      strategy: 'redblack',
      rollback: { onFailure: true },
      enabledBefore: { serverGroupName: 'a', capacity: context.capacity },
    };
    expect(await made({ ...own, artifact, env: { A: 'b' }, 'kato.tasks': [], stageTimeoutMs: 5 })).toEqual({
      ...context,
      cloudProvider: 'local',
      account: 'local',
      artifact,
      env: { A: 'b' },
    });
  });

  test('takes a bound artifact by its id', async () => {
    const boundArtifact = { type: 'local/folder', reference: 'file:///srv/v3' };
    const { execution } = stageView(createServerGroup, { context });
    const trigger = { ...execution.trigger, resolvedExpectedArtifacts: [{ id: 'build', boundArtifact }] };
    const given = { execution: { ...execution, trigger } };
    expect(await made({ artifactId: 'build' }, given)).toMatchObject({ artifact: boundArtifact });
    await expect(made({ artifactId: 'other' }, given)).rejects.toThrow("no artifact was bound for 'other'");
  });

  test('takes what a stage upstream has found in its region', async () => {
    const found = {
      cloudProvider: 'local',
      region: 'localhost',
      imageId: 'i1',
      imageName: 'shop',
      artifact: { reference: 'x' },
    };
    const lookup = (key: string) =>
      key === 'deploymentDetails' ? [{ ...found, region: 'other' }, found] : undefined;
    expect(await made({}, { lookup })).toMatchObject({ imageId: 'i1', artifact: { reference: 'x' } });
  });

  test('a clone names what it copies', async () => {
    const fake = cloud([v1]);
    const copied = { source: { serverGroupName: 'shop-prod-v001', region: 'localhost' } };
    const own = { credentials: 'local', region: 'localhost', ...copied };
    await runTask(cloneServerGroup, 'cloneServerGroup', { context: own }, fake);
    expect(fake.submitted[0]?.body).toMatchObject([{ cloneServerGroup: copied }]);
  });
});

test('a restart forgets what the last run has made', () => {
  const after = {
    ...context,
    capacity: { desired: 0 },
    savedCapacity: context.capacity,
    'deploy.server.groups': {},
    'kato.tasks': [],
    enabledBefore: {},
    env: {},
  };
  expect(createServerGroup.onRestart?.(after)).toEqual({
    ...context,
    savedCapacity: context.capacity,
    env: {},
  });
});

test('a deploy stage makes one stage for each cluster, all at once', () => {
  const clusters = [
    { account: 'local', region: 'here', application: 'shop', capacity: context.capacity },
    { account: 'aws', provider: 'aws', availabilityZones: { 'us-east-1': ['a'] } },
    { account: 'local', region: 'there', source: { asgName: 'shop-v001' } },
  ];
  expect(deploy.before?.(stageView(deploy, { context: { clusters } }))).toMatchObject([
    {
      type: 'createServerGroup',
      name: 'Deploy in here',
      requires: [],
      context: { credentials: 'local', cloudProvider: 'local', application: 'shop' },
    },
    {
      type: 'createServerGroup',
      name: 'Deploy in us-east-1',
      requires: [],
      context: { cloudProvider: 'aws', region: 'us-east-1' },
    },
    { type: 'cloneServerGroup', name: 'Deploy in there', requires: [] },
  ]);
});
