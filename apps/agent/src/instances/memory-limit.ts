import { readFileSync } from 'node:fs';

/**
 * Says by how much a process is over its limit of resident memory; undefined when it is not.
 *
 * The system's own limits do not fit: RLIMIT_AS and RLIMIT_DATA count what is only reserved (Node 26 does
 * not even start below 800 MB of RLIMIT_DATA), and cgroups need rights that a developer does not have.
 */
export function overMemory(pid: number, limitMb: number | undefined): string | undefined {
  if (limitMb === undefined) return undefined;
  const usedMb = residentKb(pid) / 1024;
  return usedMb <= limitMb
    ? undefined
    : `used ${Math.round(usedMb)} MB of memory, its limit is ${limitMb} MB`;
}

function residentKb(pid: number): number {
  try {
    return Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
  } catch (error) {
    if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) return 0; // ended meanwhile
    throw error;
  }
}
