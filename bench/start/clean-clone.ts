import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT, runProgram, userEnvironment } from '../../test/support/child.ts';
import { newHome } from '../../test/support/platform.ts';
import { freeOffset } from '../../test/support/ports.ts';

export interface CleanClone {
  startReadyMs: number;
  startServingMs: number;
  testMs: number;
}

/** What a newcomer waits for: `npm start`, then `npm test`, in a fresh clone without `node_modules`. */
export async function timeCleanClone(): Promise<CleanClone> {
  const folder = mkdtempSync(join(tmpdir(), 'gennaker-clone-'));
  const clone = join(folder, 'gennaker');
  const home = newHome();
  const env = { GENNAKER_HOME: home, GENNAKER_PORT_OFFSET: String(await freeOffset()) };
  try {
    await succeeds(['git', 'clone', '--quiet', ROOT, clone], env, folder);
    const times = await timeStart(clone, env);
    await succeeds(['npm', 'run', '--silent', 'gennaker', '--', 'stop', '--all'], env, clone);
    const began = performance.now();
    await succeeds(['npm', 'test', '--silent'], env, clone);
    return { ...times, testMs: performance.now() - began };
  } finally {
    for (const left of [folder, home]) rmSync(left, { recursive: true, force: true });
  }
}

function timeStart(cwd: string, env: Record<string, string>) {
  const began = performance.now();
  const child = spawn('npm', ['start'], {
    cwd,
    env: userEnvironment(env),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  let startReadyMs = 0;
  return new Promise<Pick<CleanClone, 'startReadyMs' | 'startServingMs'>>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      if (startReadyMs === 0 && output.includes('Ready after')) startReadyMs = performance.now() - began;
      if (output.includes('Version 1 is serving'))
        resolve({ startReadyMs, startServingMs: performance.now() - began });
    });
    child.once('exit', (code) => reject(new Error(`npm start ended with exit code ${code}:\n${output}`)));
  });
}

async function succeeds(command: string[], env: Record<string, string>, cwd: string): Promise<void> {
  const { code, stdout, stderr } = await runProgram(command, env, cwd);
  if (code !== 0) throw new Error(`${command.join(' ')} ended with exit code ${code}:\n${stdout}\n${stderr}`);
}
