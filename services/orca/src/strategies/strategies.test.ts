import type { Plan } from '@gennaker/sdk';
import { expect, test } from 'vitest';
import { strategyNamed } from './index.ts';
import { StrategyOptions, type Deployment } from './strategy.ts';

const where = { cloudProvider: 'local', credentials: 'local', region: 'localhost', cluster: 'shop-prod' };
const source = { serverGroupName: 'shop-prod-v001', capacity: { min: 1, max: 4, desired: 2 } };

const after = (strategy: string, options: object = {}, old: Deployment['source'] | null = source): Plan =>
  strategyNamed(strategy).after({
    options: StrategyOptions.parse({ strategy, ...options }),
    where,
    deployed: 'shop-prod-v002',
    source: old ?? undefined,
  });

const steps = (plan: Plan) => plan.map(({ type, name }) => `${type}: ${name}`);
const contextOf = (plan: Plan, name: string) => plan.find((stage) => stage.name === name)?.context;
const inOneLine = (plan: Plan) =>
  plan.every(({ requires }, index) => (index === 0 ? requires.length === 0 : requires[0] === index - 1));

test('none does nothing more', () => {
  expect(after('none')).toEqual([]);
});

test('highlander leaves only the new one', () => {
  expect(after('highlander', {}, null)).toEqual([
    {
      type: 'shrinkCluster',
      name: 'shrinkCluster',
      context: { ...where, shrinkToSize: 1, allowDeleteActive: true, retainLargerOverNewer: false },
      requires: [],
    },
  ]);
});

test('red/black takes the old ones out of traffic', () => {
  expect(steps(after('redblack'))).toEqual(['disableCluster: disableCluster']);
  expect(contextOf(after('redblack'), 'disableCluster')).toMatchObject({
    ...where,
    remainingEnabledServerGroups: 1,
  });
});

test.each(['redblack', 'rollingredblack'])('%s leaves alone what was not there before', (strategy) => {
  const types = after(strategy, { maxRemainingAsgs: 2, scaleDown: true }, null).map(({ type }) => type);
  expect(types).not.toContain('disableCluster');
  expect(types).not.toContain('shrinkCluster');
  expect(types).not.toContain('scaleDownCluster');
  expect(types).not.toContain('pinServerGroup');
});

test('red/black with everything', () => {
  const plan = after('redblack', {
    maxRemainingAsgs: 3,
    allowDeleteActive: true,
    delayBeforeCleanup: 5,
    scaleDown: 'true',
    delayBeforeScaleDownSec: 7,
  });
  expect(steps(plan)).toEqual([
    'shrinkCluster: shrinkCluster',
    'wait: Wait Before Disable',
    'checkStillUp: Check that shop-prod-v002 is still up',
    'disableCluster: disableCluster',
    'wait: Wait Before Scale Down',
    'scaleDownCluster: scaleDown',
  ]);
  expect(inOneLine(plan)).toBe(true);
  expect(contextOf(plan, 'shrinkCluster')).toMatchObject({ shrinkToSize: 3, allowDeleteActive: true });
  expect(contextOf(plan, 'Wait Before Disable')).toEqual({ waitTime: 5 });
  expect(contextOf(plan, 'Wait Before Scale Down')).toEqual({ waitTime: 7 });
  expect(contextOf(plan, 'scaleDown')).toMatchObject({
    remainingFullSizeServerGroups: 1,
    allowScaleDownActive: false,
  });
});

test('rolling red/black shifts the traffic in steps', () => {
  const plan = after('rollingredblack', { targetPercentages: [50] });
  expect(steps(plan)).toEqual([
    'determineTargetServerGroup: Determine Deployed Server Group',
    'pinServerGroup: Pin shop-prod-v001',
    'resizeServerGroup: Grow to 50% of Desired Size',
    'disableServerGroup: Disable 50% of Traffic on shop-prod-v001',
    'resizeServerGroup: Grow to 100% of Desired Size',
    'disableServerGroup: Disable 100% of Traffic on shop-prod-v001',
    'pinServerGroup: Unpin shop-prod-v001',
  ]);
  expect(inOneLine(plan)).toBe(true);
  expect(contextOf(plan, 'Grow to 50% of Desired Size')).toMatchObject({
    serverGroupName: 'shop-prod-v002',
    action: 'scale_to_server_group',
    source: { serverGroupName: 'shop-prod-v001' },
    scalePct: 50,
    pinCapacity: true,
    unpinMinimumCapacity: false,
  });
  expect(contextOf(plan, 'Grow to 100% of Desired Size')).toMatchObject({
    pinCapacity: false,
    unpinMinimumCapacity: true,
    originalCapacity: source.capacity,
  });
  expect(contextOf(plan, 'Disable 50% of Traffic on shop-prod-v001')).toMatchObject({
    desiredPercentage: 50,
  });
  expect(contextOf(plan, 'Unpin shop-prod-v001')).toMatchObject({
    unpinMinimumCapacity: true,
    originalCapacity: source.capacity,
  });
});

test('rolling red/black waits, validates, scales down and tidies up when it is told to', () => {
  const plan = after('rollingredblack', {
    targetPercentages: [100],
    delayBeforeCleanup: 9,
    pipelineBeforeCleanup: { application: 'shop', pipelineId: 'check', pipelineParameters: { a: 1 } },
    scaleDown: true,
    maxRemainingAsgs: 2,
  });
  expect(steps(plan).slice(2)).toEqual([
    'resizeServerGroup: Grow to 100% of Desired Size',
    'wait: wait',
    'checkStillUp: Check that shop-prod-v002 is still up',
    'pipeline: Run Validation Pipeline',
    'disableServerGroup: Disable 100% of Traffic on shop-prod-v001',
    'scaleDownCluster: scaleDown',
    'shrinkCluster: shrinkCluster',
  ]);
  expect(contextOf(plan, 'Run Validation Pipeline')).toMatchObject({
    application: 'shop',
    pipeline: 'check',
    pipelineParameters: {
      a: 1,
      deployedServerGroup: 'shop-prod-v002',
      sourceServerGroup: 'shop-prod-v001',
      percentageComplete: 100,
    },
  });
});

test('rolling red/black without an old one grows to the configured size', () => {
  const savedCapacity = { min: 2, max: 6, desired: 4 };
  const plan = after('rollingredblack', { savedCapacity }, null);
  expect(steps(plan)).toEqual([
    'determineTargetServerGroup: Determine Deployed Server Group',
    'resizeServerGroup: Grow to 100% of Desired Size',
  ]);
  expect(contextOf(plan, 'Grow to 100% of Desired Size')).toMatchObject({
    action: 'scale_exact',
    capacity: savedCapacity,
  });
});

test('rolling red/black frees the old one when it fails', () => {
  const options = StrategyOptions.parse({});
  const { onFailure } = strategyNamed('rollingredblack');
  const [unpin] = onFailure?.({ options, where, source }) ?? [];
  expect(unpin).toMatchObject({ name: 'Unpin shop-prod-v001', context: { stageTimeoutMs: 1_200_000 } });
  expect(onFailure?.({ options, where, source: undefined })).toEqual([]);
});
