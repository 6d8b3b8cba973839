import { readFileSync } from 'node:fs';
import type { RunAs } from '../../process/index.ts';

/**
 * Whom PostgreSQL runs as: it refuses root, so root gives way to a user that exists already.
 * Undefined: as whoever we are.
 */
export function databaseUser(): RunAs | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  for (const name of ['postgres', 'nobody']) {
    const entry = users.find(([user]) => user === name);
    if (entry) return { uid: Number(entry[2]), gid: Number(entry[3]) };
  }
  throw new Error(
    "PostgreSQL does not run as root, and there is neither a user 'postgres' nor 'nobody' to run it as. Start Gennaker as an ordinary user, or set DATABASE_URL.",
  );
}
