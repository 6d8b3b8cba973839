import { expect, test } from 'vitest';
import { lockFileFaults, type LockFile } from './lock-file.ts';

const lock = (entry: LockFile['packages'][string], root = {}): LockFile => ({
  packages: {
    '': root,
    'node_modules/zod': entry,
    kernel: {},
    'node_modules/@gennaker/kernel': { link: true },
  },
});
const good = { integrity: 'sha512-abc' };

test('accepts packages that are pinned by hash alone', () => {
  expect(lockFileFaults(lock(good), { '': {}, kernel: {} })).toEqual([]);
});

test('refuses a download address', () => {
  const address = `https:/${'/registry.example.org/zod.tgz'}`;
  expect(lockFileFaults(lock({ ...good, resolved: address }), {})).toEqual([
    expect.stringContaining('node_modules/zod has a download address'),
  ]);
});

test('refuses a package that no hash pins', () => {
  expect(lockFileFaults(lock({}), {})).toEqual([
    expect.stringContaining('node_modules/zod has no integrity hash'),
  ]);
});

test('notices a package.json that has moved on', () => {
  const manifest = { dependencies: { zod: '4.0.0' } };
  expect(lockFileFaults(lock(good), { '': {}, kernel: manifest })).toEqual([
    expect.stringContaining('kernel: package.json asks for other packages'),
  ]);
});
