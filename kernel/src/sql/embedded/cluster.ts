import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../errors/app-error.ts';
import { run, type RunAs } from '../../process/index.ts';
import type { Places } from './places.ts';

export const SUPERUSER = 'gennaker';

/** Creates the database cluster on the first start; afterwards only reads its password. */
export async function preparedCluster(places: Places, as: RunAs | undefined): Promise<{ password: string }> {
  if (existsSync(join(places.data, 'PG_VERSION'))) return { password: readFileSync(places.password, 'utf8') };

  // What is there without a version is the rest of an initialisation that was broken off.
  rmSync(places.data, { recursive: true, force: true });
  const password = randomBytes(24).toString('base64url');
  writeFileSync(places.password, password, { mode: 0o600 });
  if (as) chownSync(places.password, as.uid, as.gid);
  const { exitCode, stderr, stdout } = await run({
    command: [
      join(places.programs, 'bin', 'initdb'),
      `--pgdata=${places.data}`,
      `--username=${SUPERUSER}`,
      `--pwfile=${places.password}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      '--no-sync',
      '--no-instructions',
    ],
    timeoutMs: 120_000,
    as,
  });
  if (exitCode !== 0) {
    throw new AppError(
      'internal',
      `PostgreSQL could not be set up in ${places.data}: ${stderr.trim() || stdout.trim()}`,
    );
  }
  return { password };
}
