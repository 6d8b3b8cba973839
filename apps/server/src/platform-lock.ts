import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { AppError, conflict, messageOf, processStart } from '@gennaker/kernel';

/** Who runs on a home. */
export interface RunningPlatform {
  pid: number;
  /** With the pid it names one process for good. */
  started: string;
  services: readonly string[];
  gate: string;
}

const fileOf = (home: string): string => join(home, 'platform.json');

/** The platform that runs on a home, if one does. */
export async function runningPlatform(home: string): Promise<RunningPlatform | undefined> {
  let text: string;
  try {
    text = readFileSync(fileOf(home), 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw error;
  }
  const platform = parsed(text);
  return platform && (await processStart(platform.pid)) === platform.started ? platform : undefined;
}

function parsed(text: string): RunningPlatform | undefined {
  try {
    return JSON.parse(text) as RunningPlatform;
  } catch {
    return undefined; // written half by a process that was killed: nobody's
  }
}

/**
 * Takes a home for this process.
 *
 * @returns a function that gives it free
 * @throws AppError `conflict` while another platform runs there, `forbidden` when the folder cannot be written
 */
export async function lockHome(
  home: string,
  platform: Omit<RunningPlatform, 'pid' | 'started'>,
): Promise<() => void> {
  const other = await runningPlatform(home);
  if (other) {
    throw conflict(
      `A platform already runs on ${home} (process ${other.pid}, ${other.gate}). Use it, stop it with «gennaker stop», or start another with GENNAKER_HOME=<folder> GENNAKER_PORT_OFFSET=100.`,
    );
  }
  const file = fileOf(home);
  try {
    mkdirSync(home, { recursive: true });
    rmSync(file, { force: true });
    const handle = openSync(file, 'wx', 0o600);
    const started = (await processStart(process.pid)) ?? '';
    writeSync(handle, JSON.stringify({ ...platform, pid: process.pid, started }));
    closeSync(handle);
  } catch (error) {
    throw new AppError(
      'forbidden',
      `The data folder ${home} cannot be used: ${messageOf(error)}. Give this user the right to write there, or choose another folder with GENNAKER_HOME.`,
      { cause: error },
    );
  }
  return () => rmSync(file, { force: true });
}
