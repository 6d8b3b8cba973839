import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ROOT, runCli, runProgram } from './support/child.ts';
import { endOf, executionOf, stageWhen } from './support/executions.ts';
import { newHome, newPlatform, type Platform } from './support/platform.ts';
import { oneProcess } from './support/one-process.ts';
import { processesOf } from './support/leftovers.ts';
import { until } from './support/until.ts';
import { versionAt } from './support/storefront.ts';

/** A user's mistake ends with a message, never with a stack trace. */
const STACK = /^\s+at .*:\d+/m;

describe('a newcomer', () => {
  let platform: Platform;
  const address = (name: 'test' | 'prod') => `http://127.0.0.1:${platform.port(name)}`;
  beforeAll(async () => {
    platform = await newPlatform(oneProcess());
    await platform.start();
  });
  afterAll(() => platform.destroy());

  test('sees version 1 of the sample serving after the first start', async () => {
    await until('it says that version 1 is serving', () => platform.log().includes('Version 1 is serving'), {
      timeoutMs: 90_000,
      describe: () => platform.log(),
    });
    expect(platform.log()).toContain(`http://localhost:${platform.port('prod')}`);
    expect(await versionAt(address('prod'))).toBe('1');
    expect(await versionAt(address('test'))).toBe('1');
  });

  test('sees what runs where', async () => {
    const text = await platform.cli('status');
    expect(text.code, text.stderr).toBe(0);
    expect(text.stdout).toMatch(/● storefront-prod-v000 +2 of 2 up +serving/);

    const { stdout } = await platform.cli('status', '--json');
    const status = JSON.parse(stdout) as {
      reachable: boolean;
      agent: boolean;
      serverGroups: { name: string }[];
    };
    expect(status).toMatchObject({ reachable: true, agent: true });
    expect(status.serverGroups.map(({ name }) => name).sort()).toEqual([
      'storefront-prod-v000',
      'storefront-test-v000',
    ]);
  });

  test('ships version 2, answers the judgment and sees it succeed', async () => {
    const { stdout, code } = await platform.cli('ship', '2', '--no-watch');
    expect(code).toBe(0);
    const id = stdout.trim();
    await stageWhen(platform, id, 'Approve for prod', 'RUNNING');
    const watching = platform.cli('watch', id, '--json');
    const judged = await platform.cli('judge', id, 'continue');
    expect(judged.code, judged.stderr).toBe(0);
    const watched = await watching;
    expect(watched.code, watched.stderr).toBe(0);
    expect((await endOf(platform, id)).status).toBe('SUCCEEDED');
    expect(await versionAt(address('prod'))).toBe('2');
  });

  test('ships version 3 and is told why it was rolled back', async () => {
    const { code, stdout, stderr } = await platform.cli('ship', '3', '--yes');
    expect(code).toBe(1);
    expect(stdout + stderr).toMatch(/STOREFRONT_DATABASE is not set|answered 503/);
    expect(stderr).not.toMatch(STACK);
    expect(await versionAt(address('prod'))).toBe('2');
  });

  test('says stop at a judgment', async () => {
    const { stdout } = await platform.cli('ship', '1', '--no-watch', '--json');
    const { id } = JSON.parse(stdout) as { id: string };
    await stageWhen(platform, id, 'Approve for prod', 'RUNNING');
    expect((await platform.cli('judge', id, 'stop')).code).toBe(0);
    expect((await platform.cli('watch', id)).code).toBe(1);
    expect((await executionOf(platform.gate, id)).status).toBe('TERMINAL');
  });

  test('watching an execution that somebody cancels ends with exit code 4', async () => {
    const { stdout } = await platform.cli('ship', '1', '--no-watch');
    const id = stdout.trim();
    await stageWhen(platform, id, 'Approve for prod', 'RUNNING');
    const watching = platform.cli('watch', id);
    await platform.gate.pipelines.cancel({ params: { id }, query: { reason: 'not today' } });
    const { code, stderr } = await watching;
    expect(code).toBe(4);
    expect(stderr).toContain('not today');
  });

  test('reads the log of the platform and of what it ships', async () => {
    const own = await platform.cli('logs', '-n', '200');
    expect(own.code, own.stderr).toBe(0);
    expect(own.stdout).toContain('Platform started');
    const shipped = await platform.cli('logs', 'storefront-prod-v001');
    expect(shipped.code, shipped.stderr).toBe(0);
    expect(shipped.stdout).toMatch(/Storefront 2 listens on \d+/);
  });

  const MISTAKES = [
    ['an unknown command', ['shipp'], 2, /unknown command 'shipp'/],
    ['an unknown option', ['ship', '1', '--fast'], 2, /unknown option '--fast'/],
    ['no version', ['ship'], 2, /missing required argument 'version'/],
    ['an unknown pipeline', ['ship', '1', '-p', 'None'], 1, /nameOrId: None/],
    ['an unknown application', ['ship', '1', '-a', 'nobody'], 1, /nobody/],
    ['an unknown execution', ['watch', 'nope'], 1, /nope/],
    ['a decision that is none', ['judge', 'nope', 'perhaps'], 2, /'perhaps'.*continue or stop/],
    ['a parameter without a value', ['ship', '1', '--parameter', 'x'], 2, /name=value/],
    ['a number that is none', ['logs', '-n', 'many'], 2, /--lines many/],
    ['a service that does not exist', ['serve', 'orcas'], 2, /'orcas'.*front50/],
    ['a service without a database', ['serve', 'orca'], 2, /DATABASE_URL/],
    ['a configuration that does not exist', ['config', '-c', '/nowhere.yml'], 1, /\/nowhere\.yml/],
    ['a platform that cannot be reached', ['ship', '1', '--gate', 'http://127.0.0.1:1'], 3, /127\.0\.0\.1:1/],
  ] as const;

  test.each(MISTAKES)('makes a mistake, %s, and reads one clear message', async (_, args, code, message) => {
    const result = await platform.cli(...args);
    expect(result.stderr).toMatch(message);
    expect(result.stderr).not.toMatch(STACK);
    expect(result.code).toBe(code);
  });

  test('finds it ready again after Ctrl-C, while what was shipped went on serving', async () => {
    await platform.end('SIGINT');
    expect(await versionAt(address('prod'))).toBe('2');
    const status = await platform.cli('status', '--json');
    expect(JSON.parse(status.stdout)).toMatchObject({ platform: null, reachable: false, agent: true });

    const began = performance.now();
    await platform.start();
    const readyMs = performance.now() - began;
    // The promise is 5 s on a quiet machine, measured by bench/start; here others run beside it.
    expect(readyMs).toBeLessThan(20_000);
    expect(platform.log()).not.toContain('Creating the sample');
    const after = await platform.cli('status', '--json');
    const { serverGroups } = JSON.parse(after.stdout) as {
      serverGroups: { name: string; isDisabled: boolean }[];
    };
    expect(serverGroups.filter(({ isDisabled }) => !isDisabled).map(({ name }) => name)).toContain(
      'storefront-prod-v001',
    );
  });

  test('stops the platform alone, and then everything', async () => {
    const stopped = await platform.cli('stop');
    expect(stopped.stdout).toContain('Platform stopped');
    expect(await versionAt(address('prod'))).toBe('2');

    const all = await platform.cli('stop', '--all');
    expect(all.code, all.stderr).toBe(0);
    await until('nothing is left running', () => processesOf(platform.home).length === 0, {
      timeoutMs: 10_000,
    });
    await expect(fetch(address('prod'))).rejects.toThrow('fetch failed');
    expect((await platform.cli('stop', '--all')).code).toBe(0);
  });
});

describe('without a platform', () => {
  const home = newHome();
  afterAll(() => rmSync(home, { recursive: true, force: true }));
  const env = { GENNAKER_HOME: home, DATABASE_URL: 'postgresql://someone:hunter2@db.example.com/x' };

  test('help names every command, and the version is printed', async () => {
    const { stdout, code } = await runCli(['--help'], env);
    expect(code).toBe(0);
    for (const name of [
      'start',
      'stop',
      'status',
      'ship',
      'watch',
      'judge',
      'logs',
      'demo',
      'serve',
      'agent',
      'config',
      'version',
    ])
      expect(stdout).toMatch(new RegExp(`^  ${name}\\b`, 'm'));
    expect((await runCli(['version'], env)).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect((await runCli(['--version'], env)).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  test('the configuration is printed with its secrets masked', async () => {
    for (const args of [['config'], ['config', '--json']]) {
      const { stdout, code, stderr } = await runCli(args, env);
      expect(code, stderr).toBe(0);
      expect(stdout).not.toContain('hunter2');
      expect(stdout).toContain('8083');
    }
  });

  test('npx gennaker works in a folder of the checkout', async () => {
    const { stdout, stderr, code } = await runProgram(
      ['npx', 'gennaker', 'version'],
      env,
      join(ROOT, 'samples', 'storefront'),
    );
    expect(code, stderr).toBe(0);
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});
