import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { processStart, run, signalGroup, spawnDetached } from './index.ts';

const node = process.execPath;
const script = (code: string) => [node, '-e', code];

test('gives exit code, output and what was written to stdin', async () => {
  const command = script('process.stdin.pipe(process.stdout); console.error("oops"); process.exitCode = 3');
  expect(await run({ command, input: 'hello', timeoutMs: 10_000 })).toEqual({
    exitCode: 3,
    stdout: 'hello',
    stderr: 'oops\n',
  });
});

test('passes arguments as they are, without a shell', async () => {
  const { stdout } = await run({
    command: [node, '-p', 'process.argv[1]', '$(id); `id` | *'],
    timeoutMs: 10_000,
  });
  expect(stdout).toBe('$(id); `id` | *\n');
});

test('gives the program nothing of our environment but the basics', async () => {
  process.env['A_SECRET_OF_OURS'] = 'x';
  const { stdout } = await run({
    command: script('console.log(JSON.stringify(process.env))'),
    timeoutMs: 10_000,
  });
  delete process.env['A_SECRET_OF_OURS'];
  expect(stdout).toContain('PATH');
  expect(stdout).not.toContain('A_SECRET_OF_OURS');
});

test('keeps the end of a long output', async () => {
  const command = script('console.log("x".repeat(5000) + "end")');
  const { stdout } = await run({ command, timeoutMs: 10_000, outputLimitBytes: 100 });
  expect(stdout).toMatch(/^… \(4904 bytes before this are left out\)\nx+end\n$/);
});

test('names a program that does not exist', async () => {
  const missing = run({ command: ['no-such-program'], timeoutMs: 1_000 });
  await expect(missing).rejects.toMatchObject({
    code: 'notFound',
    message: expect.stringContaining("'no-such-program'"),
  });
});

test('stops a program that takes too long, and all it has started', async () => {
  const slow = run({ command: script('setInterval(() => {}, 1000)'), timeoutMs: 200 });
  await expect(slow).rejects.toMatchObject({
    code: 'unavailable',
    message: expect.stringContaining('0.2 s'),
  });
});

test('stops a program when its caller gives up', async () => {
  const abort = new AbortController();
  const slow = run({
    command: script('setInterval(() => {}, 1000)'),
    timeoutMs: 9_000,
    signal: abort.signal,
  });
  abort.abort(new Error('enough'));
  await expect(slow).rejects.toThrow('enough');
});

test('a detached program has a group of its own, an identity, and writes its own log', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'process-'));
  const logFile = join(folder, 'out.log');
  const { pid, exited } = await spawnDetached({
    command: script('console.log("up"); setInterval(() => {}, 1000)'),
    logFile,
  });
  const start = await processStart(pid);
  expect(start).toMatch(/\d/);
  await expect.poll(() => readFileSync(logFile, 'utf8')).toBe('up\n');
  expect(signalGroup(pid, 'SIGTERM')).toBe(true);
  expect(await exited).toEqual({ code: null, signal: 'SIGTERM' });
  expect(await processStart(pid)).toBeUndefined();
  rmSync(folder, { recursive: true });
});
