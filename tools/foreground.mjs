import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { delimiter } from 'node:path';

/**
 * Runs a program as if it had been started in our place: our terminal, our signals, its exit code.
 * `binFolder` goes first in PATH, so that what the program starts as `node` is the same Node, however we were started.
 * @param {string} program
 * @param {string[]} args
 * @param {{ cwd?: string, binFolder: string }} options
 * @returns {Promise<number>} its exit code; 128 + the signal's number when a signal ended it
 */
export function runInForeground(program, args, { cwd, binFolder }) {
  const env = { ...process.env, PATH: `${binFolder}${delimiter}${process.env.PATH ?? ''}` };
  const child = spawn(program, args, { cwd, env, stdio: 'inherit' });

  const forward = (signal) => child.kill(signal);
  // Ctrl-C reaches the child from the terminal already; a second SIGINT would look like impatience.
  const interrupt = process.stdin.isTTY ? () => {} : forward;
  process.on('SIGINT', interrupt).on('SIGTERM', forward).on('SIGHUP', forward);

  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      process.off('SIGINT', interrupt).off('SIGTERM', forward).off('SIGHUP', forward);
      resolve(code ?? 128 + constants.signals[signal]);
    });
  });
}
