import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { z } from 'zod';
import { secret } from '../secret/secret.ts';
import { loadConfig } from './load-config.ts';

const folder = mkdtempSync(join(tmpdir(), 'config-'));
afterAll(() => rmSync(folder, { recursive: true }));

const schema = z.strictObject({
  database: z.strictObject({ url: secret.optional() }).default({}),
  orca: z
    .strictObject({ port: z.number().default(8083), turnSize: z.number().default(100) })
    .default({ port: 8083, turnSize: 100 }),
  logging: z.strictObject({ level: z.enum(['debug', 'info']).default('info') }).default({ level: 'info' }),
});
const names = { DATABASE_URL: ['database', 'url'] };
const load = (yaml: string, env: Record<string, string> = {}) => {
  const file = join(folder, 'gennaker.yml');
  writeFileSync(file, yaml);
  return loadConfig({ schema, file, env, names });
};

test('takes defaults, then the file, then the environment', () => {
  const config = load('orca:\n  port: 1\n', {
    GENNAKER__ORCA__TURN_SIZE: '7',
    DATABASE_URL: 'postgresql://u:pw@h/d',
  });
  expect(config.orca).toEqual({ port: 1, turnSize: 7 });
  expect(config.database.url?.reveal()).toBe('postgresql://u:pw@h/d');
  expect(JSON.stringify(config)).not.toContain('pw');
});

test('shows every fault at once, with file and line or variable', () => {
  const bad = () =>
    load('orca:\n  port: many\n  prot: 1\nlogging:\n  level: loud\n', { GENNAKER__ORCA__TURN_SIZE: 'x' });
  expect(bad).toThrow(/4 faults/);
  expect(bad).toThrow(/gennaker\.yml:2: orca\.port: .*number/);
  expect(bad).toThrow(/gennaker\.yml:3: orca: Unrecognized key: "prot"/);
  expect(bad).toThrow(/gennaker\.yml:5: logging\.level: .*"debug"\|"info"/);
  expect(bad).toThrow(/GENNAKER__ORCA__TURN_SIZE: orca\.turnSize: .*number/);
});

test('names a broken YAML line and a missing file', () => {
  expect(() => load('orca: [1')).toThrow(/gennaker\.yml:\d/);
  const missing = () => loadConfig({ schema, file: join(folder, 'no.yml'), required: true, env: {}, names });
  expect(missing).toThrow(/no\.yml does not exist/);
});
