import { readFileSync } from 'node:fs';

const PAGE_BYTES = 4096;

/**
 * Says by how much a process is over its limit of resident memory; undefined when it is not.
 *
 * The system's own limits do not fit: RLIMIT_AS and RLIMIT_DATA count what is only reserved (Node 26 does
 * not even start below 800 MB of RLIMIT_DATA), and cgroups need rights that a developer does not have.
 */
export function overMemory(pid: number, limitMb: number | undefined): string | undefined {
  if (limitMb === undefined) return undefined;
  const usedMb = residentBytes(pid) / 1024 / 1024;
  return usedMb <= limitMb
    ? undefined
    : `used ${Math.round(usedMb)} MB of memory, its limit is ${limitMb} MB`;
}

function residentBytes(pid: number): number {
  try {
    return Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * PAGE_BYTES;
  } catch (error) {
    if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) return 0; // ended meanwhile
    throw error;
  }
}
