import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** Reads what may be gone by now, or belong to somebody else. */
function orEmpty(read: () => string): string {
  try {
    return read();
  } catch {
    return ''; // the process has ended meanwhile
  }
}

/**
 * Processes that belong to a home: its path, or the mark that the agent gives to what it starts, stands in
 * their arguments, environment or working directory. Linux; elsewhere nothing can be said, and nothing is.
 */
export function processesOf(home: string): string[] {
  if (process.platform !== 'linux') return [];
  const digest = createHash('sha256').update(home).digest('hex');
  const marks = [home, digest.slice(0, 16), digest.slice(0, 12)];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .flatMap((pid) => {
      const command = orEmpty(() => readFileSync(`/proc/${pid}/cmdline`, 'utf8')).replaceAll('\0', ' ');
      const environment = orEmpty(() => readFileSync(`/proc/${pid}/environ`, 'utf8'));
      const folder = orEmpty(() => readlinkSync(`/proc/${pid}/cwd`));
      const isOurs = marks.some((mark) => [command, environment, folder].some((text) => text.includes(mark)));
      return isOurs && command !== '' ? [`${pid} ${command.trim()}`] : [];
    });
}
