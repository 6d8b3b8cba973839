import { spawn } from 'node:child_process';
import { AppError, invalid, messageOf, notFound } from '../errors/app-error.ts';
import type { Logger } from '../logging/logger.ts';
import { BoundedText } from './bounded-text.ts';
import { signalGroup } from './signal-group.ts';

/** A user of the machine. */
export interface RunAs {
  uid: number;
  gid: number;
}

export interface RunOptions {
  /** The program and its arguments: never a shell's line. */
  command: readonly string[];
  cwd?: string;
  /** The whole environment of the program; default: PATH, HOME, LANG and TMPDIR of this process. */
  env?: Record<string, string>;
  /** Written to its standard input; default: an empty one. */
  input?: string;
  timeoutMs: number;
  signal?: AbortSignal;
  /** Bytes kept of each of stdout and stderr, the last ones; default 1 MB. */
  outputLimitBytes?: number;
  /** Another user to run as; only root may say so. */
  as?: RunAs;
  log?: Logger;
}

export interface RunResult {
  exitCode: number;
  stdout: string;
  stderr: string;
}

/**
 * Runs a program to its end. A failing program is a result (`exitCode`), not an exception.
 *
 * @throws AppError `notFound` when the program does not exist, `unavailable` when it takes too long or
 *   is killed by a signal; the signal's reason when `signal` aborts it
 */
export async function run(options: RunOptions): Promise<RunResult> {
  const { command, cwd, env = cleanEnvironment(), input, timeoutMs, signal, log } = options;
  const [program, ...args] = argvOf(command);
  signal?.throwIfAborted();
  const stdout = new BoundedText(options.outputLimitBytes);
  const stderr = new BoundedText(options.outputLimitBytes);
  const started = performance.now();

  const child = spawn(program, args, {
    cwd,
    env,
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
    ...options.as,
  });
  const stop = () => child.pid !== undefined && signalGroup(child.pid, 'SIGKILL');
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    stop();
  }, timeoutMs);
  signal?.addEventListener('abort', stop, { once: true });
  child.stdout.on('data', (chunk: Buffer) => stdout.add(chunk));
  child.stderr.on('data', (chunk: Buffer) => stderr.add(chunk));
  child.stdin.on('error', (error) => log?.debug('Program did not read its input', { program, err: error }));
  child.stdin.end(input);

  try {
    const { code, killedBy } = await ended(child, program, cwd);
    signal?.throwIfAborted();
    if (timedOut) throw unavailableAfter(program, timeoutMs, stderr.text());
    if (code === null) throw new AppError('unavailable', `${program} was killed by ${killedBy}`);
    log?.debug('Program ended', { program, exitCode: code, durationMs: performance.now() - started });
    return { exitCode: code, stdout: stdout.text(), stderr: stderr.text() };
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', stop);
  }
}

/** What a program needs to work, and nothing that is only ours. */
export function cleanEnvironment(): Record<string, string> {
  const kept = ['PATH', 'HOME', 'LANG', 'TMPDIR'] as const;
  return Object.fromEntries(kept.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])));
}

/** Checks an argv. @throws AppError `invalid` when it is empty or cannot be passed to a program */
export function argvOf(command: readonly string[]): [string, ...string[]] {
  const [program, ...args] = command;
  if (!program) throw invalid('The command is empty; give the program and its arguments as a list.');
  if (command.some((part) => part.includes('\0')))
    throw invalid(`The command '${program}' contains a NUL character.`);
  return [program, ...args];
}

function ended(
  child: ReturnType<typeof spawn>,
  program: string,
  cwd?: string,
): Promise<{ code: number | null; killedBy: NodeJS.Signals | null }> {
  return new Promise((resolve, reject) => {
    child.once('error', (error: NodeJS.ErrnoException) => reject(startFailure(error, program, cwd)));
    child.once('close', (code, killedBy) => resolve({ code, killedBy }));
  });
}

/** Says which of program and folder is missing, which the system's ENOENT does not. */
export function startFailure(error: NodeJS.ErrnoException, program: string, cwd?: string): AppError {
  const where = cwd === undefined ? '' : ` in ${cwd}`;
  if (error.code === 'ENOENT') {
    return notFound(
      `The program '${program}' (started${where}) does not exist; install it or correct the path.`,
      {
        cause: error,
      },
    );
  }
  return new AppError('invalid', `The program '${program}' cannot be started${where}: ${messageOf(error)}`, {
    cause: error,
  });
}

const unavailableAfter = (program: string, timeoutMs: number, stderr: string) =>
  new AppError(
    'unavailable',
    `${program} was stopped after ${timeoutMs / 1000} s${stderr.trim() === '' ? '' : `: ${stderr.trim().slice(-500)}`}`,
  );
