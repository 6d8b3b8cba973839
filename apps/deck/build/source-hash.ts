import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..', '..');
const SOURCES = ['apps/deck/{src,public,build}/**/*.*', 'apps/deck/index.html', 'contracts/src/**/*.ts'];
const VERSIONS = ['package-lock.json', 'apps/deck/package.json'];
const hashFile = join(root, 'apps/deck/dist/source-hash');

/** A hash of everything that a build depends on. */
export async function sourceHash(): Promise<string> {
  const files = [...VERSIONS];
  for (const pattern of SOURCES) {
    for await (const file of glob(pattern, { cwd: root })) if (!/\.test\.tsx?$/.test(file)) files.push(file);
  }
  const hash = createHash('sha256');
  for (const file of files.toSorted())
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(join(root, file)))
      .update('\0');
  return hash.digest('hex');
}

/** The hash of the sources that `dist` was built from. */
export const builtHash = (): string | undefined =>
  existsSync(hashFile) ? readFileSync(hashFile, 'utf8') : undefined;

export { hashFile };
