import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError, claimFile, conflict, messageOf, processStart } from '@gennaker/kernel';

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
  return (await isRunning(text)) ? parsed(text) : undefined;
}

async function isRunning(text: string): Promise<boolean> {
  const platform = parsed(text);
  return platform !== undefined && (await processStart(platform.pid)) === platform.started;
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
  const started = (await processStart(process.pid)) ?? '';
  const mine = JSON.stringify({ ...platform, pid: process.pid, started });
  const claim = await claimed(home, mine);
  if ('release' in claim) return claim.release;
  const { pid, gate } = JSON.parse(claim.heldBy) as RunningPlatform;
  throw conflict(
    `A platform already runs on ${home} (process ${pid}, ${gate}). Use it, stop it with «gennaker stop», or start another with GENNAKER_HOME=<folder> GENNAKER_PORT_OFFSET=100.`,
  );
}

async function claimed(home: string, mine: string): ReturnType<typeof claimFile> {
  try {
    mkdirSync(home, { recursive: true });
    return await claimFile(fileOf(home), mine, isRunning);
  } catch (error) {
    throw new AppError(
      'forbidden',
      `The data folder ${home} cannot be used: ${messageOf(error)}. Give this user the right to write there, or choose another folder with GENNAKER_HOME.`,
      { cause: error },
    );
  }
}
