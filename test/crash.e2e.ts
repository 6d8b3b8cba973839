import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { endOf, startPipeline, summaryOf } from './support/executions.ts';
import { groupsOf, untilEnabled } from './support/groups.ts';
import { startLoad, versionsSeen } from './support/load.ts';
import { MODES } from './support/modes.ts';
import type { Platform, ServiceName } from './support/platform.ts';
import { EXTRA_PORTS } from './support/ports.ts';
import { createShop, deployPipeline, type DeployOptions } from './support/shop.ts';
import { versionAt } from './support/storefront.ts';
import { until } from './support/until.ts';

const application = 'sturdy';
const cluster = 'sturdy-prod';

describe.each(MODES)('with $mode', ({ mode, startPlatform }) => {
  let platform: Platform;
  let address: string;
  beforeAll(async () => {
    platform = await startPlatform();
    const port = EXTRA_PORTS[0] + platform.offset;
    address = `http://127.0.0.1:${port}`;
    await createShop(platform, { application, port });
    const first = await endOf(
      platform,
      await startPipeline(platform.gate, deployPipeline(application, { version: '0' })),
    );
    expect(first.status, summaryOf(first)).toBe('SUCCEEDED');
  });
  afterAll(() => platform.destroy());

  /** Server groups of the cluster that the agent has ever been told to create, with how often it did. */
  const creations = async () =>
    (await platform.agent.system.operations()).filter(
      ({ kind, name }) => kind === 'createServerGroup' && name.startsWith(cluster),
    );

  /**
   * Deploys under load, does harm at a moment of it, and looks whether anybody has noticed: the execution
   * ends as it should, one server group was created, no request was lost.
   */
  async function survives(
    options: DeployOptions,
    moment: () => Promise<unknown>,
    harm: () => Promise<unknown>,
  ): Promise<void> {
    const before = await creations();
    const load = startLoad(address);
    const id = await startPipeline(platform.gate, deployPipeline(application, options));
    await moment();
    await harm();
    const execution = await endOf(platform, id);
    const report = await load.stop();

    expect(execution.status, summaryOf(execution)).toBe('SUCCEEDED');
    expect(report.failures, report.firstFailures.join('\n')).toEqual({});
    expect(report.perSecond).toBeGreaterThanOrEqual(200);
    expect(versionsSeen(report)).toContain(options.version);
    expect(await versionAt(address)).toBe(options.version);

    const created = (await creations()).slice(before.length);
    expect(created).toHaveLength(1);
    expect(created[0]?.count).toBe(1);
    await untilEnabled(platform, application, cluster, [created[0]?.name ?? '']);
  }

  /** The agent has been told to create the next server group. */
  const creationAfter = (count: number) => () =>
    until('the new server group is being created', async () => (await creations()).length > count, {
      everyMs: 20,
    });

  const killAll = async () => {
    await platform.end('SIGKILL');
    await platform.start();
  };
  const killDatabase = () => Promise.resolve(process.kill(platform.databasePid(), 'SIGKILL'));

  test('the platform is killed while new instances start', async () => {
    const { length } = await creations();
    await survives({ version: '1', startupMs: 5_000 }, creationAfter(length), killAll);
  });

  test('the platform is killed right after a deployment was asked for', async () => {
    await survives({ version: '2', startupMs: 500 }, () => Promise.resolve(), killAll);
  });

  test('the platform is killed in the middle of rolling red/black', async () => {
    const isInTheMiddle = async () => {
      const groups = await groupsOf(platform, application, cluster);
      return groups.filter(({ isDisabled }) => !isDisabled).length > 1;
    };
    await survives(
      { version: '3', strategy: 'rollingredblack', startupMs: 500 },
      () => until('both versions serve', isInTheMiddle, { everyMs: 20 }),
      killAll,
    );
  });

  test('the database is killed while new instances start', async () => {
    const { length } = await creations();
    await survives({ version: '4', startupMs: 5_000 }, creationAfter(length), killDatabase);
  });

  test('the database is killed right after a deployment was asked for', async () => {
    await survives({ version: '5', startupMs: 500 }, () => Promise.resolve(), killDatabase);
  });

  test.runIf(mode.startsWith('each'))('a single service is killed in mid-deployment', async () => {
    for (const [index, name] of (['orca', 'clouddriver', 'front50', 'gate'] as ServiceName[]).entries()) {
      const { length } = await creations();
      await survives({ version: `6.${index}`, startupMs: 2_000 }, creationAfter(length), () =>
        platform.restartService(name, 'SIGKILL'),
      );
    }
  });
});
