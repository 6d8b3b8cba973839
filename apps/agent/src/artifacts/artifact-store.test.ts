import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LocalArtifact } from '@gennaker/contracts/agent';
import { run, silentLogger, testClock } from '@gennaker/kernel/core';
import { create } from 'tar';
import { expect, test } from 'vitest';
import { StateFile } from '../state/state-file.ts';
import { ArtifactStore } from './artifact-store.ts';
import { copyTree, removeTree } from './content-tree.ts';

interface Bed {
  folder: string;
  store: ArtifactStore;
  clock: ReturnType<typeof testClock>;
  /** Stages and reads back the file `name`. */
  content(artifact: LocalArtifact, name?: string): Promise<string>;
}

async function withStore(work: (bed: Bed) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'store-'));
  const clock = testClock();
  const state = await StateFile.open(join(folder, 'state.json'), silentLogger);
  const store = new ArtifactStore(join(folder, 'store'), { state, clock, log: silentLogger });
  await store.open();
  const content = async (artifact: LocalArtifact, name = 'server.js') => {
    const { hash } = await store.stage(artifact);
    return readFileSync(join(store.pathOf(hash), name), 'utf8');
  };
  try {
    await work({ folder, store, clock, content });
  } finally {
    await state.close();
    await removeTree(folder);
  }
}

function app(folder: string, text: string, name = 'app'): string {
  const at = join(folder, name);
  mkdirSync(join(at, 'lib'), { recursive: true });
  mkdirSync(join(at, '.git'), { recursive: true });
  writeFileSync(join(at, 'server.js'), text);
  writeFileSync(join(at, 'lib', 'run.sh'), '#!/bin/sh\n');
  chmodSync(join(at, 'lib', 'run.sh'), 0o755);
  return at;
}

test('the same content is kept once, sealed, whatever it comes from', () =>
  withStore(async ({ folder, store }) => {
    const at = app(folder, 'one');
    symlinkSync('../server.js', join(at, 'lib', 'link.js'));
    const first = await store.stage({ type: 'local/folder', reference: `file://${at}`, version: '1' });
    await create(
      { file: join(folder, 'app.tgz'), cwd: at, gzip: true, filter: (path) => !path.includes('.git') },
      ['.'],
    );
    const second = await store.stage({
      type: 'local/tarball',
      reference: `file://${join(folder, 'app.tgz')}`,
    });
    expect(second.hash).toBe(first.hash);
    expect(first).toMatchObject({ files: 3, version: '1', stagedTime: Date.parse('2026-01-01') });
    expect(readdirSync(join(folder, 'store'))).toEqual([first.hash]);
    expect(readdirSync(store.pathOf(first.hash)).sort()).toEqual(['lib', 'server.js']);
    expect(statSync(join(store.pathOf(first.hash), 'lib', 'run.sh')).mode & 0o777).toBe(0o555);

    writeFileSync(join(at, 'server.js'), 'two');
    expect((await store.stage({ type: 'local/folder', reference: `file://${at}` })).hash).not.toBe(
      first.hash,
    );
    rmSync(at, { recursive: true });
    const again = await store.stage({ type: 'local/folder', reference: `file://${at}`, hash: first.hash });
    expect(again.hash).toBe(first.hash);
  }));

test('takes a branch, tag or commit of a git repository on this machine', () =>
  withStore(async ({ folder, content }) => {
    const at = join(folder, 'repo');
    mkdirSync(at);
    const git = async (...args: string[]) => {
      const config = ['-c', 'user.name=t', '-c', 'user.email=t@example.org', '-c', 'init.defaultBranch=main'];
      const { exitCode, stderr } = await run({
        command: ['git', '-C', at, ...config, ...args],
        timeoutMs: 10_000,
      });
      expect({ exitCode, stderr }).toMatchObject({ exitCode: 0 });
    };
    await git('init', '-q');
    for (const version of ['one', 'two']) {
      writeFileSync(join(at, 'server.js'), version);
      await git('add', '.');
      await git('commit', '-q', '-m', version);
      await git('tag', version);
    }
    const repo = { type: 'git/repo' as const, reference: `file://${at}` };
    expect(await content({ ...repo, version: 'one' })).toBe('one');
    expect(await content(repo)).toBe('two');
    await expect(content({ ...repo, version: 'three' })).rejects.toMatchObject({
      code: 'notFound',
      message: expect.stringContaining("'three'"),
    });
    await expect(content({ ...repo, version: '--output=/x' })).rejects.toMatchObject({ code: 'notFound' });
    await expect(content({ type: 'git/repo', reference: `file://${folder}` })).rejects.toThrow(
      'is not a git repository',
    );
  }));

test('takes an npm package from the registry of the user’s npm', () =>
  withStore(async ({ folder, content }) => {
    const at = app(folder, 'from npm', 'package');
    writeFileSync(join(at, 'package.json'), '{"name":"shop","version":"2.0.0"}');
    await create({ file: join(folder, 'shop.tgz'), cwd: folder, gzip: true }, ['package']);
    const tarball = readFileSync(join(folder, 'shop.tgz'));
    const integrity = `sha512-${createHash('sha512').update(tarball).digest('base64')}`;
    const registry = createServer(({ url, headers: { host } }, response) => {
      if (url === '/shop.tgz') return response.end(tarball);
      if (url !== '/shop') return response.writeHead(404).end('{}');
      const dist = { tarball: `http://${host}/shop.tgz`, integrity };
      const versions = { '2.0.0': { name: 'shop', version: '2.0.0', dist } };
      response.end(JSON.stringify({ name: 'shop', 'dist-tags': { latest: '2.0.0' }, versions }));
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => registry.once('listening', resolve));
    const { port } = registry.address() as { port: number };
    writeFileSync(join(folder, '.npmrc'), `registry=http://127.0.0.1:${port}/\nfetch-retries=0\n`);
    const home = process.env['HOME'];
    process.env['HOME'] = folder;
    try {
      expect(await content({ type: 'npm/package', reference: 'shop', version: '2.0.0' })).toBe('from npm');
      const missing = content({ type: 'npm/package', reference: 'shop@3.0.0' });
      await expect(missing).rejects.toMatchObject({
        code: 'notFound',
        message: expect.stringContaining('shop@3.0.0 does not exist'),
      });
      await expect(content({ type: 'npm/package', reference: '../evil' })).rejects.toMatchObject({
        code: 'invalid',
      });
      await expect(
        content({ type: 'npm/package', reference: 'shop', version: 'file:/x' }),
      ).rejects.toMatchObject({ code: 'invalid' });
    } finally {
      process.env['HOME'] = home;
      registry.close();
    }
  }));

test('what is too large, damaged or special is refused, and leaves nothing', () =>
  withStore(async ({ folder, store }) => {
    const at = app(folder, 'x');
    await expect(copyTree(at, join(folder, 'copy'), { files: 2, bytes: 1_000 })).rejects.toThrow(
      'more than 2 files',
    );
    await expect(copyTree(at, join(folder, 'copy'), { files: 9, bytes: 1 })).rejects.toMatchObject({
      code: 'invalid',
    });
    symlinkSync('/etc/passwd', join(at, 'absolute'));
    const leaving = store.stage({ type: 'local/folder', reference: `file://${at}` });
    await expect(leaving).rejects.toThrow("symbolic link 'absolute'");
    writeFileSync(join(folder, 'broken.tgz'), 'no tarball');
    const broken = store.stage({ type: 'local/tarball', reference: `file://${join(folder, 'broken.tgz')}` });
    await expect(broken).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringContaining('broken.tgz'),
    });
    expect(readdirSync(join(folder, 'store'))).toEqual([]);
  }));

test('what no server group takes within an hour is removed, unless it is about to be used', () =>
  withStore(async ({ folder, store, clock }) => {
    const { hash } = await store.stage({ type: 'local/folder', reference: `file://${app(folder, 'one')}` });
    clock.advance({ minutes: 61 });
    await store.collect();
    expect(store.list().length).toBe(1);
    store.unpin(hash);
    await store.collect();
    expect(readdirSync(join(folder, 'store'))).toEqual([]);
    expect(() => store.get(hash)).toThrow('stage it again');
  }));
