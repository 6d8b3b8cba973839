import { spawn } from 'node:child_process';
import { resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '../..');

/** Runs a tool of ours with this Node and hands back all that it said. */
export async function runTool(script: string, args: string[], { cwd = root } = {}) {
  const child = spawn(process.execPath, [resolve(root, script), ...args], {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (stdout += chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (stderr += chunk));
  return new Promise<{ exitCode: number; stdout: string; stderr: string }>((done, fail) => {
    child.once('error', fail);
    child.once('close', (code) => done({ exitCode: code ?? 1, stdout, stderr }));
  });
}
