import { describe, expect, test } from 'vitest';
import { drive } from './testing/drive.ts';
import { memoryCloud } from './testing/memory-cloud.ts';

const tools = ({ clouddriver }: ReturnType<typeof memoryCloud>) => ({ clouddriver });
const TWO = { min: 2, max: 2, desired: 2 };

/** A cloud that serves version 0, and a pipeline that deploys version 1. */
async function deployed(
  options: object,
  before: (cloud: ReturnType<typeof memoryCloud>) => void = () => undefined,
  cancelWhen?: Parameters<typeof drive>[2],
) {
  const cloud = memoryCloud();
  cloud.deploy('prod', TWO);
  before(cloud);
  const cluster = {
    account: 'local',
    cloudProvider: 'local',
    region: 'localhost',
    application: 'shop',
    stack: 'prod',
    capacity: TWO,
    ...options,
  };
  const run = await drive(
    [{ refId: '1', type: 'deploy', context: { clusters: [cluster] } }],
    tools(cloud),
    cancelWhen,
  );
  return { run, cloud };
}
const ended = ({ run }: Awaited<ReturnType<typeof deployed>>) =>
  run.state.stages.map(({ name, status }) => `${name}: ${status}`);
const reasonOf = ({ run }: Awaited<ReturnType<typeof deployed>>) =>
  (run.stage('1<1').context['exception'] as { details: { errors: string[] } }).details.errors.join();

test('without a strategy both serve', async () => {
  const { run, cloud } = await deployed({});
  expect(run.status).toBe('SUCCEEDED');
  expect(cloud.state()).toEqual(['shop-prod-v000: 2 of 2 up', 'shop-prod-v001: 2 of 2 up']);
});

test('red/black hands the traffic over', async () => {
  const result = await deployed({ strategy: 'redblack' });
  expect(ended(result)).toEqual([
    'Deploy in localhost: SUCCEEDED',
    'disableCluster: SUCCEEDED',
    'deploy 1: SUCCEEDED',
  ]);
  expect(result.cloud.state()).toEqual(['shop-prod-v000: 0 of 2 up, disabled', 'shop-prod-v001: 2 of 2 up']);
  expect(result.cloud.log.slice(1)).toEqual(['disableServerGroup shop-prod-v000']);
});

test('red/black scales down and keeps so many', async () => {
  const { cloud } = await deployed(
    { strategy: 'redblack', scaleDown: true, maxRemainingAsgs: 2 },
    (before) => {
      before.deploy('prod', TWO);
      void before.clouddriver.operations.submit({
        params: { provider: 'local' },
        query: { clientRequestId: 'before' },
        body: [{ disableServerGroup: { serverGroupName: 'shop-prod-v000' } }],
      });
    },
  );
  expect(cloud.state()).toEqual(['shop-prod-v001: 0 of 0 up, disabled', 'shop-prod-v002: 2 of 2 up']);
});

test('highlander leaves one', async () => {
  const { run, cloud } = await deployed({ strategy: 'highlander' });
  expect(run.status).toBe('SUCCEEDED');
  expect(cloud.state()).toEqual(['shop-prod-v001: 2 of 2 up']);
});

test('rolling red/black hands the traffic over in steps', async () => {
  const { run, cloud } = await deployed({ strategy: 'rollingredblack', targetPercentages: [50] });
  expect(run.status).toBe('SUCCEEDED');
  expect(cloud.log).toEqual([
    'createServerGroup to 0/0/0',
    'resizeServerGroup shop-prod-v000 to 2/2/2',
    'resizeServerGroup shop-prod-v001 to 1/1/1',
    'disableServerGroup shop-prod-v000 50%',
    'resizeServerGroup shop-prod-v001 to 2/2/2',
    'disableServerGroup shop-prod-v000 100%',
    'resizeServerGroup shop-prod-v000 to 2/2/2',
  ]);
  expect(cloud.state()).toEqual(['shop-prod-v000: 0 of 2 up, disabled', 'shop-prod-v001: 2 of 2 up']);
});

test.each(['redblack', 'rollingredblack', 'highlander', 'none'])(
  'a version that never becomes healthy is rolled back by itself: %s',
  async (strategy) => {
    const result = await deployed({ strategy, broken: true, rollback: { onFailure: true } });
    expect(result.run.status).toBe('TERMINAL');
    expect(result.cloud.state()).toEqual([
      'shop-prod-v000: 2 of 2 up',
      'shop-prod-v001: 0 of 2 up, disabled',
    ]);
    expect(ended(result)).toContain('Rollback shop-prod: SUCCEEDED');
    expect(ended(result)).toContain('Rollback localhost: SUCCEEDED');
    const { startTime = 0, endTime = Infinity } = result.run.state.execution;
    expect(endTime - startTime).toBeLessThan(60_000);
  },
);

test.each(['redblack', 'rollingredblack'])(
  'a version that fails during the wait leaves the old one in traffic: %s',
  async (strategy) => {
    let cloud: ReturnType<typeof memoryCloud> | undefined;
    const result = await deployed(
      { strategy, delayBeforeDisableSec: 30, rollback: { onFailure: true } },
      (before) => (cloud = before),
      (run) => {
        const waits = run.state.stages.some(({ type, status }) => type === 'wait' && status === 'RUNNING');
        if (waits) cloud?.breakDown('shop-prod-v001');
        return false;
      },
    );
    expect(result.run.status).toBe('TERMINAL');
    expect(result.cloud.state()).toEqual([
      'shop-prod-v000: 2 of 2 up',
      'shop-prod-v001: 0 of 2 up, disabled',
    ]);
  },
);

test('the reason of a failed deployment stands in its stage', async () => {
  const result = await deployed({ strategy: 'redblack', broken: true, rollback: { onFailure: true } });
  expect(reasonOf(result)).toContain('0 of 2 needed instances of shop-prod-v001 are healthy');
  expect(reasonOf(result)).toContain('exited with code 1');
  expect(reasonOf(result)).toContain('no such file');
});

test('destroyLatest removes what failed', async () => {
  const { cloud } = await deployed({
    strategy: 'redblack',
    broken: true,
    rollback: { onFailure: true, destroyLatest: true },
  });
  expect(cloud.state()).toEqual(['shop-prod-v000: 2 of 2 up']);
});

test('a rollback after the old one left the traffic brings it back', async () => {
  const { run, cloud } = await deployed(
    { strategy: 'redblack', scaleDown: true, rollback: { onFailure: true } },
    (before) => before.failing.add('resizeServerGroup'),
  );
  expect(run.status).toBe('TERMINAL');
  expect(cloud.state()).toEqual(['shop-prod-v000: 2 of 2 up', 'shop-prod-v001: 0 of 2 up, disabled']);
});

test('a rollback after the old one was scaled to nothing gives it its size again', async () => {
  const { run, cloud } = await deployed(
    {
      strategy: 'rollingredblack',
      scaleDown: true,
      maxRemainingAsgs: 1,
      allowDeleteActive: true,
      rollback: { onFailure: true },
    },
    (before) => before.failing.add('destroyServerGroup'),
  );
  expect(run.status).toBe('TERMINAL');
  expect(cloud.state()).toEqual(['shop-prod-v000: 2 of 2 up', 'shop-prod-v001: 0 of 2 up, disabled']);
});

test.each(['redblack', 'rollingredblack', 'highlander'])(
  'a failure that the pipeline passes over takes no traffic from the old one: %s',
  async (strategy) => {
    const cloud = memoryCloud();
    cloud.deploy('prod', TWO);
    const context = {
      credentials: 'local',
      region: 'localhost',
      source: { serverGroupName: 'shop-prod-v000' },
      application: 'shop',
      stack: 'prod',
      capacity: TWO,
      broken: true,
      strategy,
      continuePipeline: true,
      rollback: { onFailure: true },
    };
    const run = await drive([{ refId: '1', type: 'createServerGroup', context }], tools(cloud));
    expect(run.status).toBe('SUCCEEDED');
    expect(run.stage('1').status).toBe('FAILED_CONTINUE');
    expect(cloud.state()).toEqual(['shop-prod-v000: 2 of 2 up', 'shop-prod-v001: 0 of 2 up, disabled']);
  },
);

test('what was never made is not rolled back', async () => {
  const result = await deployed({ strategy: 'redblack', rollback: { onFailure: true } }, (before) =>
    before.failing.add('createServerGroup'),
  );
  expect(result.cloud.state()).toEqual(['shop-prod-v000: 2 of 2 up']);
  expect(reasonOf(result)).toBe('createServerGroup is refused');
});

test('a first version that fails has nothing to go back to, and leaves the traffic', async () => {
  const cloud = memoryCloud();
  const context = {
    credentials: 'local',
    region: 'localhost',
    application: 'shop',
    stack: 'prod',
    capacity: TWO,
    broken: true,
    strategy: 'redblack',
    rollback: { onFailure: true },
  };
  const run = await drive([{ refId: '1', type: 'createServerGroup', context }], tools(cloud));
  expect(run.stage('1').status).toBe('TERMINAL');
  expect(cloud.state()).toEqual(['shop-prod-v000: 0 of 2 up, disabled']);
});

test('a healthy version that turned out bad is rolled back by a later stage', async () => {
  const { cloud } = await deployed({ strategy: 'redblack' });
  const context = { credentials: 'local', regions: ['localhost'], cluster: 'shop-prod' };
  const run = await drive([{ refId: '1', type: 'rollbackCluster', context }], tools(cloud));
  expect(run.status).toBe('SUCCEEDED');
  expect(cloud.state()).toEqual(['shop-prod-v000: 2 of 2 up', 'shop-prod-v001: 0 of 2 up, disabled']);
});

test('a target word is looked up, and the stage runs for what it means', async () => {
  const { cloud } = await deployed({});
  const context = {
    credentials: 'local',
    regions: ['localhost'],
    cluster: 'shop-prod',
    target: 'current_asg_dynamic',
  };
  const run = await drive([{ refId: '1', type: 'destroyServerGroup', context }], tools(cloud));
  expect(run.statuses()).toEqual({
    '1<1': 'SUCCEEDED',
    '1': 'SUCCEEDED',
    '1>1<1': 'SUCCEEDED',
    '1>1': 'SUCCEEDED',
  });
  expect(cloud.state()).toEqual(['shop-prod-v000: 2 of 2 up']);
});

describe('cancelled in the middle', () => {
  const cancelled = (options: object, when: string, before?: Parameters<typeof deployed>[1]) =>
    deployed(options, before, ({ state }) =>
      state.stages.some(({ name, tasks, status }) =>
        name === when
          ? status === 'RUNNING'
          : tasks.some((task) => task.name === when && task.status === 'RUNNING'),
      ),
    );
  const OLD_SERVES = ['shop-prod-v000: 2 of 2 up', 'shop-prod-v001: 0 of 2 up, disabled'];

  test.each([
    ['while the new one starts', { strategy: 'redblack', slow: true }, 'waitForUpInstances'],
    ['while it is made', { strategy: 'redblack', slow: true }, 'monitorDeploy'],
    [
      'between being up and taking over',
      { strategy: 'redblack', delayBeforeDisableSec: 60 },
      'Wait Before Disable',
    ],
  ])('the one before serves: %s', async (_, options, when) => {
    const { run, cloud } = await cancelled(options, when);
    expect(run.status).toBe('CANCELED');
    expect(cloud.state()).toEqual(OLD_SERVES);
  });

  test('the one before gets back what was taken from it in steps', async () => {
    const options = { strategy: 'rollingredblack', targetPercentages: [50] };
    const { cloud } = await cancelled(options, 'Grow to 100% of Desired Size');
    expect(cloud.state()[0]).toBe('shop-prod-v000: 2 of 2 up');
    expect(cloud.state()[1]).toMatch(/disabled$/);
  });

  test('what its cloud is still at counts as done: one of the two serves at last', async () => {
    const { run, cloud } = await cancelled({ strategy: 'redblack' }, 'monitorDisableCluster', (before) =>
      before.late.add('disableServerGroup'),
    );
    expect(run.status).toBe('CANCELED');
    cloud.catchUp();
    expect(cloud.state()).toEqual(['shop-prod-v000: 0 of 2 up, disabled', 'shop-prod-v001: 2 of 2 up']);
  });

  test('the new one keeps the traffic that it has all of', async () => {
    const options = { strategy: 'redblack', scaleDown: true, delayBeforeScaleDownSec: 60 };
    const { run, cloud } = await cancelled(options, 'Wait Before Scale Down');
    expect(run.status).toBe('CANCELED');
    expect(cloud.state()).toEqual(['shop-prod-v000: 0 of 2 up, disabled', 'shop-prod-v001: 2 of 2 up']);
  });
});
