import { readFileSync } from 'node:fs';
import { claimFile, conflict, processStart } from '@gennaker/kernel/core';

/**
 * Makes this process the only agent of its home. A lock of a process that has died is taken over.
 *
 * @returns a function that gives the lock back
 * @throws AppError `conflict` when another agent runs
 */
export async function lockAgent(file: string, home: string): Promise<() => void> {
  const mine = `${process.pid} ${await processStart(process.pid)}`;
  const claim = await claimFile(file, mine, async (holder) => {
    const [pid, ...start] = holder.split(' ');
    return (await processStart(Number(pid))) === start.join(' ');
  });
  if ('release' in claim) return claim.release;
  throw conflict(
    `Another agent (pid ${pidIn(claim.heldBy)}) already runs for ${home}. Use it, or stop it with gennaker stop --all.`,
  );
}

const pidIn = (holder: string): number => Number(holder.split(' ')[0]);

/** Pid of the agent that holds a lock, alive or not. */
export function lockHolder(file: string): number | undefined {
  try {
    return pidIn(readFileSync(file, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
