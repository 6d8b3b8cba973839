import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { checkReach, cloudsOf, egressRules } from './clouds.ts';
import { platformConfig, portOf, urlOf } from './config.ts';
import { lockHome, runningPlatform } from './platform-lock.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'gennaker-server-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const configured = (yaml = '', env: Record<string, string> = {}) => {
  writeFileSync(join(home, 'gennaker.yml'), yaml);
  return platformConfig({ GENNAKER_HOME: home, ...env });
};

describe('configuration', () => {
  test('needs nothing', () => {
    const config = configured();
    expect([portOf(config, 'gate'), portOf(config, 'orca'), config.host]).toEqual([8084, 8083, '127.0.0.1']);
  });

  test('GENNAKER_PORT_OFFSET moves every port', () => {
    const config = configured('', { GENNAKER_PORT_OFFSET: '100' });
    expect([portOf(config, 'front50'), portOf(config, 'clouddriver')]).toEqual([8180, 7102]);
    expect(urlOf(config, 'orca')).toBe('http://127.0.0.1:8183');
  });

  test('a service that runs elsewhere is found there', () => {
    expect(urlOf(configured('orca:\n  url: http://orca.example.com\n'), 'orca')).toBe(
      'http://orca.example.com',
    );
  });

  test('names each fault with file and line', () => {
    expect(() => configured('gate:\n  port: http\nlog:\n  level: loud\n')).toThrow(
      /gennaker\.yml:2: gate\.port: .*number[^]*gennaker\.yml:4: log\.level: /,
    );
  });
});

describe('reach', () => {
  test('nobody may reach a platform without sign-in over the network', () => {
    expect(() => checkReach(configured('host: 0.0.0.0\n'))).toThrow(
      /host: 0\.0\.0\.0 can be reached by other machines.*127\.0\.0\.1/,
    );
    expect(() => checkReach(configured())).not.toThrow();
  });

  test('the local cloud is on only while nobody else can reach it, unless somebody says so in words', () => {
    const clouds = (yaml: string) =>
      cloudsOf(configured(yaml), { ensureAgent: () => Promise.reject(new Error('not asked')) }).map(
        ({ name }) => name,
      );
    expect(clouds('')).toEqual(['local']);
    expect(clouds('host: 0.0.0.0\n')).toEqual([]);
    expect(clouds('host: 0.0.0.0\nlocal:\n  allowBeyondLoopback: true\n')).toEqual(['local']);
    expect(clouds('local:\n  enabled: false\n')).toEqual([]);
  });

  test('webhooks reach this machine only together with the local cloud', () => {
    expect(egressRules(configured('egress:\n  allow: [10.0.0.0/8]\n')).allow).toEqual([
      '10.0.0.0/8',
      '127.0.0.1',
      '::1',
      'localhost',
    ]);
    expect(egressRules(configured('local:\n  enabled: false\n')).allow).toEqual([]);
  });
});

describe('a home', () => {
  const mine = { services: ['gate'], gate: 'http://127.0.0.1:8084' };

  test('belongs to one platform at a time', async () => {
    const unlock = await lockHome(home, mine);
    expect(await runningPlatform(home)).toMatchObject({ pid: process.pid, ...mine });
    await expect(lockHome(home, mine)).rejects.toThrow(
      /already runs on .*process \d+.*GENNAKER_HOME.*GENNAKER_PORT_OFFSET/,
    );
    unlock();
    expect(await runningPlatform(home)).toBeUndefined();
  });

  test('belongs to one of two that start at the same moment', async () => {
    const both = await Promise.allSettled([lockHome(home, mine), lockHome(home, mine)]);
    const taken = both.flatMap((one) => (one.status === 'fulfilled' ? one.value : []));
    expect(taken).toHaveLength(1);
    taken[0]?.();
  });

  test('left by a killed platform is free again', async () => {
    writeFileSync(
      join(home, 'platform.json'),
      JSON.stringify({ ...mine, pid: process.pid, started: 'another time' }),
    );
    expect(await runningPlatform(home)).toBeUndefined();
    (await lockHome(home, mine))();
    writeFileSync(join(home, 'platform.json'), '{"pid":');
    (await lockHome(home, mine))();
  });

  test('that cannot be written is named with the remedy', async () => {
    writeFileSync(join(home, 'file'), '');
    await expect(lockHome(join(home, 'file'), mine)).rejects.toThrow(
      /data folder .*file cannot be used.*GENNAKER_HOME/,
    );
  });
});
