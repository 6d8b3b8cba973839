import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { conflict, processStart } from '@gennaker/kernel/core';

/**
 * Makes this process the only agent of its home. A lock of a process that has died is taken over.
 *
 * @returns a function that gives the lock back
 * @throws AppError `conflict` when another agent runs
 */
export async function lockAgent(file: string, home: string): Promise<() => void> {
  const mine = `${process.pid} ${await processStart(process.pid)}`;
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, mine, { mode: 0o600 });
  try {
    // A hard link appears whole or not at all, so no one reads a lock that is half written.
    for (;;) {
      if (linked(draft, file)) return () => release(file, mine);
      const holder = contentOf(file);
      if (holder === undefined) continue;
      const [pid, ...start] = holder.split(' ');
      if ((await processStart(Number(pid))) === start.join(' ')) {
        throw conflict(
          `Another agent (pid ${pid}) already runs for ${home}. Use it, or stop it with gennaker stop --all.`,
        );
      }
      takeAway(file, holder);
    }
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Pid of the agent that holds a lock, alive or not. */
export const lockHolder = (file: string): number | undefined => {
  const holder = contentOf(file);
  return holder === undefined ? undefined : Number(holder.split(' ')[0]);
};

function linked(draft: string, file: string): boolean {
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function contentOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Removes a dead agent's lock; one that another taker has put there meanwhile goes back. */
function takeAway(file: string, stale: string): void {
  const aside = `${file}.stale.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  if (contentOf(aside) !== stale) linked(aside, file);
  rmSync(aside, { force: true });
}

function release(file: string, mine: string): void {
  if (contentOf(file) === mine) rmSync(file, { force: true });
}
