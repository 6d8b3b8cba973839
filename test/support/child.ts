import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';

export const ROOT = join(import.meta.dirname, '..', '..');
const NODE = join(ROOT, 'node_modules', '.bin', 'node');
const CLI = join(ROOT, 'apps', 'cli', 'src', 'main.ts');

export type Environment = Record<string, string>;

/** What a shell of a user holds, and nothing of the test runner's. */
export function userEnvironment(more: Environment): Environment {
  const { PATH = '', HOME = '' } = process.env;
  return { PATH, HOME, NO_COLOR: '1', ...more };
}

/** A program that goes on until it is ended. */
export interface Child {
  readonly pid: number;
  /** Everything it has printed so far. */
  output(): string;
  isRunning(): boolean;
  signal(signal: NodeJS.Signals): void;
  /** Settles when it has ended, with its exit code or the signal. */
  readonly ended: Promise<number | NodeJS.Signals | null>;
}

/** Starts `gennaker …` and leaves it running. */
export function startCli(args: readonly string[], env: Environment, cwd = ROOT): Child {
  const child = spawn(NODE, [CLI, ...args], {
    cwd,
    env: userEnvironment(env),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return childOf(child);
}

function childOf(child: ChildProcess): Child {
  let output = '';
  const add = (chunk: Buffer) => (output += chunk.toString());
  child.stdout?.on('data', add);
  child.stderr?.on('data', add);
  let running = true;
  const ended = new Promise<number | NodeJS.Signals | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      running = false;
      resolve(code ?? signal);
    });
  });
  return {
    pid: child.pid as number,
    output: () => output,
    isRunning: () => running,
    signal: (signal) => void child.kill(signal),
    ended,
  };
}

export interface CliResult {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Runs `gennaker …` to its end. */
export const runCli = (args: readonly string[], env: Environment): Promise<CliResult> =>
  runProgram([NODE, CLI, ...args], env);

/** Runs any program to its end. */
export function runProgram(
  [program = '', ...args]: readonly string[],
  env: Environment,
  cwd = ROOT,
): Promise<CliResult> {
  const child = spawn(program, args, { cwd, env: userEnvironment(env), stdio: ['ignore', 'pipe', 'pipe'] });
  const texts = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => (texts.stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (texts.stderr += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, ...texts }));
  });
}
