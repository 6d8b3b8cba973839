import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, cp, mkdir, mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { root } from './gates/run-tool.ts';

/**
 * A checkout in which everything is as in ours but npm, which notes that it was called and "installs" the Node that
 * runs this test.
 */
let checkout: string;
beforeEach(async () => {
  checkout = await mkdtemp(join(tmpdir(), 'gennaker-run-'));
  await cp(join(root, 'tools'), join(checkout, 'tools'), { recursive: true });
  const dependencies = { node: process.versions.node };
  await write(
    'package.json',
    JSON.stringify({ type: 'module', workspaces: ['kernel', 'services/*'], dependencies }),
  );
  await write('kernel/package.json', '{}');
  await write('package-lock.json', '{}');
  await write('apps/cli/src/main.ts', `console.log(process.argv.slice(2).join(' ')); process.exit(7);`);
  await write('bin/npm', NPM);
  await chmod(join(checkout, 'bin/npm'), 0o755);
});
afterEach(() => rm(checkout, { recursive: true }));

const NPM = `#!${process.execPath}
import fs from 'node:fs';
fs.appendFileSync('npm-calls', 'called\\n');
if (fs.existsSync('npm-fails')) { console.error(fs.readFileSync('npm-fails', 'utf8')); process.exit(1); }
fs.mkdirSync('node_modules/node/bin', { recursive: true });
fs.rmSync('node_modules/node/bin/node', { force: true });
fs.symlinkSync(process.execPath, 'node_modules/node/bin/node');
`;

test('installs once, then runs the command with its arguments and its exit code', async () => {
  const first = await run('gennaker', 'config', '--json');
  expect(first).toMatchObject({ exitCode: 7, stdout: 'config --json\n' });
  expect(first.stderr).toContain('Installing packages with npm');

  expect(await run('start', '--no-sample')).toEqual({
    exitCode: 7,
    stdout: 'start --no-sample\n',
    stderr: '',
  });
  expect(await npmCalls()).toBe(1);
});

describe('installs again when', () => {
  beforeEach(() => run('gennaker'));
  test.for([
    ['the lock file has changed', () => write('package-lock.json', '{ "packages": {} }')],
    ['a package.json has changed', () => write('kernel/package.json', '{ "dependencies": {} }')],
    ['a workspace has been added', () => write('services/orca/package.json', '{}')],
    ['Node is gone', () => rm(join(checkout, 'node_modules/node'), { recursive: true })],
    [
      'Node does not run',
      () =>
        rm(join(checkout, 'node_modules/node/bin/node')).then(() => write('node_modules/node/bin/node', '')),
    ],
  ] as const)('%s', async ([, change]) => {
    await change();
    expect((await run('gennaker')).exitCode).toBe(7);
    expect(await npmCalls()).toBe(2);
  });
});

test('installs once when two start together', async () => {
  const both = await Promise.all([run('gennaker'), run('gennaker')]);
  expect(both.map(({ exitCode }) => exitCode)).toEqual([7, 7]);
  expect(await npmCalls()).toBe(1);
});

test('takes over from an installation that was killed', async () => {
  await write('node_modules/.gennaker/install.lock', '');
  const anHourAgo = new Date(Date.now() - 3_600_000);
  await utimes(join(checkout, 'node_modules/.gennaker/install.lock'), anHourAgo, anHourAgo);
  expect((await run('gennaker')).exitCode).toBe(7);
});

test.for([
  ['npm error code ENOTFOUND', 'npm could not reach its registry. Check the network'],
  ['npm error code ENOSPC', 'The disk is full. Free 1 GB'],
  ['npm error code EACCES', 'Give your user the right to write'],
  ['something new', 'delete node_modules and run this again'],
] as const)('says what npm said (%s) and what to do', async ([said, remedy]) => {
  await write('npm-fails', said);
  const { exitCode, stderr } = await run('gennaker');
  expect(exitCode).toBe(1);
  expect(stderr).toContain(said);
  expect(stderr).toContain(remedy);

  await rm(join(checkout, 'npm-fails'));
  expect((await run('gennaker')).exitCode).toBe(7);
});

test('hands a signal on and ends as the command ends', async () => {
  await write(
    'apps/cli/src/main.ts',
    `process.on('SIGTERM', () => process.exit(42)); setInterval(() => {}, 1_000); console.log('up');`,
  );
  const child = start('start');
  await once(child.stdout, 'data');
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([42, null]);
});

test('names the commands when it does not know one', async () => {
  const { exitCode, stderr } = await run('strat');
  expect(exitCode).toBe(2);
  expect(stderr).toContain('Unknown command "strat". Use one of: start, gennaker, test, journeys, check.');
});

function start(...args: string[]) {
  const { npm_execpath: _, ...env } = process.env;
  return spawn(process.execPath, ['tools/run.mjs', ...args], {
    cwd: checkout,
    env: { ...env, PATH: `${join(checkout, 'bin')}:${env.PATH}` },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

async function run(...args: string[]) {
  const child = start(...args);
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const [exitCode] = (await once(child, 'close')) as [number];
  return { exitCode, stdout, stderr };
}

async function npmCalls() {
  return (await readFile(join(checkout, 'npm-calls'), 'utf8')).split('\n').length - 1;
}

async function write(file: string, text: string) {
  await mkdir(dirname(join(checkout, file)), { recursive: true });
  await writeFile(join(checkout, file), text);
}
