import { readdirSync, readFileSync } from 'node:fs';

/** A process and all that it has started. */
function familyOf(pid: number): number[] {
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => parentOf(name) === pid)
    .flatMap((name) => familyOf(Number(name)));
  return [pid, ...children];
}

function parentOf(pid: string): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return undefined; // it has ended meanwhile
  }
}

const KB = 1024;

/**
 * Resident memory of a process and its children in bytes: pages that several of them share count once (PSS).
 * Linux; undefined elsewhere.
 */
export function memoryOf(pid: number, { children = true } = {}): number | undefined {
  if (process.platform !== 'linux') return undefined;
  return (children ? familyOf(pid) : [pid]).reduce((sum, member) => sum + pssOf(member), 0);
}

function pssOf(pid: number): number {
  try {
    const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
    return Number(/^Pss:\s+(\d+) kB/m.exec(rollup)?.[1] ?? 0) * KB;
  } catch {
    return 0; // it has ended meanwhile
  }
}
