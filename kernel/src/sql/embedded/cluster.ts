import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../errors/app-error.ts';
import { run, type RunAs } from '../../process/index.ts';
import type { Places } from './places.ts';

export const SUPERUSER = 'gennaker';

/** Creates the database cluster on the first start; afterwards only reads its password. */
export async function preparedCluster(places: Places, as: RunAs | undefined): Promise<{ password: string }> {
  if (existsSync(join(places.data, 'PG_VERSION'))) return { password: readFileSync(places.password, 'utf8') };

  // Made beside its place and moved when it is whole: initdb writes the version first, and may be killed after it.
  const half = `${places.data}.new`;
  for (const folder of [half, places.data]) rmSync(folder, { recursive: true, force: true });
  const password = randomBytes(24).toString('base64url');
  writeFileSync(places.password, password, { mode: 0o600 });
  if (as) chownSync(places.password, as.uid, as.gid);
  const { exitCode, stderr, stdout } = await run({
    command: [
      join(places.programs, 'bin', 'initdb'),
      `--pgdata=${half}`,
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
  renameSync(half, places.data);
  return { password };
}
