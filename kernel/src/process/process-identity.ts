import { readFileSync } from 'node:fs';
import { run } from './run.ts';

/**
 * When a process was started, as the system says it: with the pid it names one process for good, since
 * pids are used again. Undefined when there is none, or only a zombie.
 */
export async function processStart(pid: number): Promise<string | undefined> {
  return process.platform === 'linux' ? fromProc(pid) : fromPs(pid);
}

function fromProc(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name (field 2) may hold spaces and parentheses: count from the last one. State is field 3, start 22.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' || fields[0] === 'X' ? undefined : fields[19];
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ESRCH') return undefined;
    throw error;
  }
}

async function fromPs(pid: number): Promise<string | undefined> {
  const { exitCode, stdout } = await run({
    command: ['ps', '-o', 'stat=,lstart=', '-p', String(pid)],
    timeoutMs: 5_000,
  });
  const [state = '', ...start] = stdout.trim().split(/\s+/);
  return exitCode !== 0 || state === '' || state.startsWith('Z') ? undefined : start.join(' ');
}
