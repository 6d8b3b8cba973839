import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { createLogger } from './logger.ts';

const folders: string[] = [];
const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'gennaker-log-'));
  folders.push(folder);
  return folder;
};
afterEach(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true, force: true })));

test('a line holds the message, its fields and those of its logger', () => {
  const file = join(newFolder(), 'deep', 'own.log');
  createLogger({ file }).with({ account: 'local' }).warn('Cache refresh failed', { ageMs: 7 });
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({
    level: 'warn',
    msg: 'Cache refresh failed',
    account: 'local',
    ageMs: 7,
  });
});

test('a file that cannot be written is named with the remedy', () => {
  const folder = newFolder();
  writeFileSync(join(folder, 'file'), '');
  const file = join(folder, 'file', 'own.log');
  expect(() => createLogger({ file })).toThrow(/log file .*own\.log cannot be written.*GENNAKER_HOME/);
});
