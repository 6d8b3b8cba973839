import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { argvOf, cleanEnvironment, startFailure, type RunAs } from './run.ts';

export interface DetachedOptions {
  /** The program and its arguments: never a shell's line. */
  command: readonly string[];
  cwd?: string;
  /** The whole environment of the program; default: PATH, HOME, LANG and TMPDIR of this process. */
  env?: Record<string, string>;
  /** Standard output and error are appended to it, by the program itself: no pipe ends with us. */
  logFile: string;
  /** Another user to run as; only root may say so. */
  as?: RunAs;
}

export interface Exit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

export interface Detached {
  pid: number;
  /** Settles when the program ends while this process still lives. */
  exited: Promise<Exit>;
}

/**
 * Starts a program that outlives this process: a session and process group of its own (`pid` is its id).
 *
 * @throws AppError `notFound` when the program does not exist
 */
export function spawnDetached({
  command,
  cwd,
  env = cleanEnvironment(),
  logFile,
  as,
}: DetachedOptions): Promise<Detached> {
  const [program, ...args] = argvOf(command);
  const output = openSync(logFile, 'a', 0o600);
  const child = spawn(program, args, { cwd, env, detached: true, stdio: ['ignore', output, output], ...as });
  closeSync(output);
  child.unref();
  const exited = new Promise<Exit>((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal }));
  });
  return new Promise((resolve, reject) => {
    child.once('error', (error: NodeJS.ErrnoException) => reject(startFailure(error, program, cwd)));
    child.once('spawn', () => resolve({ pid: child.pid as number, exited }));
  });
}
