import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  endOf,
  executionOf,
  executionWhen,
  judge,
  reasonsOf,
  stageNamed,
  stageWhen,
  startPipeline,
  statusOf,
  summaryOf,
} from './support/executions.ts';
import { enabledOf, groupsOf, untilEnabled } from './support/groups.ts';
import { startLoad, versionsSeen, type LoadReport } from './support/load.ts';
import { MODES } from './support/modes.ts';
import type { Platform } from './support/platform.ts';
import { EXTRA_PORTS } from './support/ports.ts';
import { createShop, deployPipeline, deployStage } from './support/shop.ts';
import { createStorefront, versionAt, type Storefront } from './support/storefront.ts';
import { until } from './support/until.ts';

const PROMISED_PER_SECOND = 200;

/** Not one request was lost, and there were as many as promised. */
function expectNoLoss(...reports: LoadReport[]): void {
  for (const report of reports) {
    expect(report.failures, report.firstFailures.join('\n')).toEqual({});
    expect(report.perSecond).toBeGreaterThanOrEqual(PROMISED_PER_SECOND);
  }
}

describe.each(MODES)('with $mode', ({ startPlatform }) => {
  let platform: Platform;
  beforeAll(async () => {
    platform = await startPlatform();
  });
  afterAll(() => platform.destroy());

  describe('the storefront', () => {
    let storefront: Storefront;
    beforeAll(async () => {
      storefront = await createStorefront(platform);
    });

    test('version 1 goes to test and prod, and nobody is asked while prod is empty', async () => {
      const execution = await endOf(platform, await storefront.ship(1));
      expect(execution.status, summaryOf(execution)).toBe('SUCCEEDED');
      expect(statusOf(execution, 'Approve for prod')).toBe('SKIPPED');
      expect(await versionAt(storefront.test)).toBe('1');
      expect(await versionAt(storefront.prod)).toBe('1');
    });

    test('version 2 replaces it by red/black and by rolling red/black, and no request is lost', async () => {
      const loads = [storefront.test, storefront.prod].map((address) => startLoad(`${address}/products`));
      const id = await storefront.ship(2);
      await judge(platform, id, 'Approve for prod', 'continue');
      const execution = await endOf(platform, id);
      const reports = await Promise.all(loads.map((load) => load.stop()));

      expect(execution.status, summaryOf(execution)).toBe('SUCCEEDED');
      expectNoLoss(...reports);
      for (const report of reports) expect(versionsSeen(report)).toEqual(['1', '2']);
      expect(await versionAt(storefront.test)).toBe('2');
      expect(await versionAt(storefront.prod)).toBe('2');
      await untilEnabled(platform, 'storefront', 'storefront-prod', ['storefront-prod-v001']);
    });

    test('version 3 never becomes healthy, is rolled back by itself, and says which setting is missing', async () => {
      const load = startLoad(`${storefront.test}/products`);
      const execution = await endOf(platform, await storefront.ship(3));
      const report = await load.stop();

      expect(execution.status, summaryOf(execution)).toBe('TERMINAL');
      expect(statusOf(execution, 'Deploy to test')).toBe('TERMINAL');
      expect(reasonsOf(execution).join('\n')).toMatch(
        /storefront-test-v002.*(STOREFRONT_DATABASE is not set|answered 503)/,
      );
      expectNoLoss(report);
      expect(versionsSeen(report)).toEqual(['2']);
      await untilEnabled(platform, 'storefront', 'storefront-test', ['storefront-test-v001']);
      expect(await versionAt(storefront.prod)).toBe('2');
    });

    test('version 4 fails its check, and the rollback stage restores version 2', async () => {
      const load = startLoad(`${storefront.test}/products`);
      const execution = await endOf(platform, await storefront.ship(4));
      const report = await load.stop();

      expect(execution.status, summaryOf(execution)).toBe('TERMINAL');
      expect(statusOf(execution, 'Check test')).toBe('FAILED_CONTINUE');
      expect(statusOf(execution, 'Roll back test')).toBe('SUCCEEDED');
      expect(statusOf(execution, 'Test is good')).toBe('TERMINAL');
      expect(reasonsOf(execution).join('\n')).toMatch(/Check test: .*500/);
      expectNoLoss(report);
      expect(versionsSeen(report)).toEqual(['2', '4']);
      expect(await versionAt(storefront.test)).toBe('2');
      expect(await versionAt(storefront.prod)).toBe('2');
    });

    test('a judgment that says stop ends it before prod', async () => {
      const id = await storefront.ship(1);
      await judge(platform, id, 'Approve for prod', 'stop');
      const execution = await endOf(platform, id);
      expect(execution.status, summaryOf(execution)).toBe('TERMINAL');
      expect(statusOf(execution, 'Approve for prod')).toBe('TERMINAL');
      expect(statusOf(execution, 'Deploy to prod')).toBe('NOT_STARTED');
      expect(await versionAt(storefront.test)).toBe('1');
      expect(await versionAt(storefront.prod)).toBe('2');
    });
  });

  describe('a shop that is steered while it is deployed', () => {
    const application = 'steered';
    const cluster = 'steered-prod';
    let address: string;
    beforeAll(async () => {
      const port = EXTRA_PORTS[0] + platform.offset;
      address = `http://127.0.0.1:${port}`;
      await createShop(platform, { application, port });
      const first = await endOf(
        platform,
        await startPipeline(platform.gate, deployPipeline(application, { version: 'a' })),
      );
      expect(first.status, summaryOf(first)).toBe('SUCCEEDED');
    });

    test('rolling red/black that cannot go on gives all traffic back to the version before', async () => {
      const load = startLoad(address);
      const never = deployPipeline(application, {
        version: 'never',
        strategy: 'rollingredblack',
        startupMs: 3_600_000,
        cluster: { health: { path: '/health', intervalSeconds: 0.5, healthyAfter: 1, startupSeconds: 2 } },
      });
      const execution = await endOf(platform, await startPipeline(platform.gate, never));
      const report = await load.stop();
      expect(execution.status, summaryOf(execution)).toBe('TERMINAL');
      expect(reasonsOf(execution).join('\n')).toMatch(/steered-prod-v001.*(still opening|answered 503)/);
      expectNoLoss(report);
      expect(versionsSeen(report)).toEqual(['a']);
      await untilEnabled(platform, application, cluster, [`${cluster}-v000`]);
      const [before] = await groupsOf(platform, application, cluster);
      expect(before?.instanceCounts).toMatchObject({ up: 2, total: 2 });
    });

    test('cancel in mid-deployment leaves nothing half-made enabled, and the version before serves', async () => {
      const load = startLoad(address);
      const slow = deployPipeline(application, { version: 'canceled', startupMs: 15_000 });
      const id = await startPipeline(platform.gate, slow);
      await until('its server group starts', async () => {
        const newest = (await groupsOf(platform, application, cluster)).at(-1);
        return newest?.buildInfo?.version === 'canceled';
      });
      await platform.gate.pipelines.cancel({ params: { id }, query: { reason: 'wrong branch' } });
      const execution = await endOf(platform, id);
      expect(execution.status, summaryOf(execution)).toBe('CANCELED');
      expect(execution).toMatchObject({ canceled: true, cancellationReason: 'wrong branch' });
      await untilEnabled(platform, application, cluster, [`${cluster}-v000`]);
      const report = await load.stop();
      expectNoLoss(report);
      expect(versionsSeen(report)).toEqual(['a']);
    });

    test('pause holds what comes next, and resume goes on', async () => {
      const pipeline = {
        application,
        name: 'Paused',
        stages: [
          { refId: 'first', type: 'wait', name: 'First', waitTime: 1, requisiteStageRefIds: [] },
          { ...deployStage(application, { version: 'b' }), requisiteStageRefIds: ['first'] },
        ],
      };
      const id = await startPipeline(platform.gate, pipeline);
      await stageWhen(platform, id, 'First', 'RUNNING');
      await platform.gate.pipelines.pause({ params: { id } });
      await executionWhen(platform, id, 'is PAUSED', ({ status }) => status === 'PAUSED');
      // Longer than the stage would have taken: what follows must not have begun.
      const until3s = Date.now() + 3_000;
      await until('three seconds have passed', () => Date.now() > until3s);
      expect(statusOf(await executionOf(platform.gate, id), 'Deploy')).toBe('NOT_STARTED');
      expect(await enabledOf(platform, application, cluster)).toEqual([`${cluster}-v000`]);

      await platform.gate.pipelines.resume({ params: { id } });
      const execution = await endOf(platform, id);
      expect(execution.status, summaryOf(execution)).toBe('SUCCEEDED');
      expect(await versionAt(address)).toBe('b');
    });

    test('a failed stage runs again once its cause is gone', async () => {
      const folder = join(platform.home, 'late-artifact');
      const pipeline = deployPipeline(application, {
        version: 'c',
        cluster: { artifact: { type: 'local/folder', reference: pathToFileURL(folder).href, version: 'c' } },
      });
      const id = await startPipeline(platform.gate, pipeline);
      const failed = await endOf(platform, id);
      expect(failed.status, summaryOf(failed)).toBe('TERMINAL');
      expect(reasonsOf(failed).join('\n')).toContain(folder);
      expect(await versionAt(address)).toBe('b');

      mkdirSync(folder);
      writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
      writeFileSync(
        join(folder, 'server.js'),
        `import { createServer } from 'node:http';
         createServer((_, response) => response.writeHead(200, { 'x-version': 'c' }).end('late'))
           .listen(Number(process.env.PORT), '127.0.0.1');`,
      );
      const stageId = stageNamed(failed, 'Deploy').id;
      await platform.gate.pipelines.restartStage({ params: { id, stageId }, body: {} });
      const execution = await executionWhen(
        platform,
        id,
        'has succeeded',
        ({ status }) => status === 'SUCCEEDED',
      );
      expect(stageNamed(execution, 'Deploy').context).toHaveProperty('restartDetails');
      expect(await versionAt(address)).toBe('c');
    });
  });
});
