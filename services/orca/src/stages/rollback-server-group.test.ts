import { runTask, stageView } from '@gennaker/sdk/testing';
import { describe, expect, test } from 'vitest';
import { rollbackCluster } from './rollback-cluster.ts';
import { rollbackServerGroup } from './rollback-server-group.ts';
import { cloud, group } from './testing/cloud.ts';

const where = { credentials: 'local', region: 'localhost', cluster: 'shop-prod' };
const size = (desired: number) => ({ min: 1, max: desired, desired });

const plan = (rollbackContext: object, more: object = {}) =>
  rollbackServerGroup.after?.(
    stageView(rollbackServerGroup, {
      context: {
        ...where,
        rollbackContext: { rollbackServerGroupName: 'v2', restoreServerGroupName: 'v1', ...rollbackContext },
        sourceServerGroupCapacitySnapshot: size(4),
        restoreCapacity: size(4),
        ...more,
      },
    }),
  ) ?? [];
const names = (...given: Parameters<typeof plan>) => plan(...given).map(({ name }) => name);

describe('going back to a server group', () => {
  test.each([
    ['as large already', {}, {}, ['Enable v1 due to rollback', 'Disable v2 due to rollback']],
    [
      'smaller',
      {},
      { restoreCapacity: size(1) },
      [
        'Enable v1 due to rollback',
        'Resize v1 due to rollback',
        'Disable v2 due to rollback',
        'Restore Min Capacity of v1',
      ],
    ],
    [
      'with a pause',
      { delayBeforeDisableSeconds: 5 },
      {},
      ['Enable v1 due to rollback', 'waitBeforeDisable', 'Disable v2 due to rollback'],
    ],
    ['only disabling', { disableOnly: true }, {}, ['Disable v2 due to rollback']],
    [
      'only moving the traffic',
      { enableAndDisableOnly: true },
      { restoreCapacity: size(1) },
      ['Enable v1 due to rollback', 'Disable v2 due to rollback'],
    ],
  ])('%s', (_, rollback, more, expected) => {
    expect(names(rollback, more)).toEqual(expected);
  });

  test('grows to the larger of both, and frees its minimum at the end', () => {
    const [, resize, , restore] = plan({ targetHealthyRollbackPercentage: 90 }, { restoreCapacity: size(1) });
    expect(resize?.context).toMatchObject({
      serverGroupName: 'v1',
      capacity: { min: 4, max: 4, desired: 4 },
      targetHealthyDeployPercentage: 90,
    });
    expect(restore?.context).toMatchObject({ unpinMinimumCapacity: true, originalCapacity: size(4) });
  });
});

test('going back to an image deploys it again by red/black', () => {
  expect(plan({ imageName: 'shop-1' }, { rollbackType: 'PREVIOUS_IMAGE' })).toMatchObject([
    {
      type: 'cloneServerGroup',
      context: {
        strategy: 'redblack',
        imageName: 'shop-1',
        source: { serverGroupName: 'v2', useSourceCapacity: true },
      },
    },
  ]);
  expect(() => plan({}, { rollbackType: 'PREVIOUS_IMAGE' })).toThrow('name the image to go back to');
});

describe('going back in a cluster', () => {
  const v1 = group('shop-prod-v001', 2, { disabled: true });
  const v2 = group('shop-prod-v002', 12);
  const v3 = group('shop-prod-v003', 25);
  const candidates = async (groups: ReturnType<typeof group>[], more: object = {}) => {
    const given = { context: { ...where, regions: ['localhost'], ...more } };
    const result = await runTask(rollbackCluster, 'determineRollbackCandidates', given, cloud(groups));
    return (result.context?.['rollbackContexts'] as Record<string, object> | undefined)?.['localhost'];
  };

  test.each([
    [
      'the newest enabled goes, the one before comes',
      [v1, v2],
      {},
      {
        rollbackServerGroupName: v2.name,
        restoreServerGroupName: v1.name,
        targetHealthyRollbackPercentage: 90,
      },
    ],
    [
      'a large one may miss some',
      [v2, v3],
      {},
      { rollbackServerGroupName: v3.name, targetHealthyRollbackPercentage: 95 },
    ],
    [
      'the percentage is given',
      [v1, v2],
      { targetHealthyRollbackPercentage: 50 },
      { targetHealthyRollbackPercentage: 50 },
    ],
    [
      'only enabled ones come back',
      [v1, v2, v3],
      { additionalRollbackContext: { onlyEnabledServerGroups: true, disableOnly: true } },
      { restoreServerGroupName: v2.name, disableOnly: true },
    ],
    [
      'both are named',
      [v1, v2, v3],
      { serverGroup: v3.name, restoreServerGroupName: v1.name },
      { rollbackServerGroupName: v3.name, restoreServerGroupName: v1.name },
    ],
  ])('%s', async (_, groups, more, expected) => {
    expect(await candidates(groups, more)).toMatchObject(expected);
  });

  test.each([
    ['one group only', [v2]],
    ['none enabled', [v1]],
    ['no cluster', []],
  ])('there is no way back: %s', async (_, groups) => {
    expect(await candidates(groups)).toBeUndefined();
  });

  test('one region after the other, with a pause between', () => {
    const rollbackContexts = {
      east: { rollbackServerGroupName: 'a' },
      west: { rollbackServerGroupName: 'b' },
    };
    const context = {
      ...where,
      regions: ['east', 'north', 'west'],
      waitTimeBetweenRegions: 60,
      rollbackContexts,
    };
    const stages = rollbackCluster.after?.(stageView(rollbackCluster, { context })) ?? [];
    expect(stages.map(({ name }) => name)).toEqual(['Rollback east', 'Wait after east', 'Rollback west']);
    expect(stages[0]?.context).toMatchObject({ region: 'east', rollbackType: 'EXPLICIT' });
  });
});
