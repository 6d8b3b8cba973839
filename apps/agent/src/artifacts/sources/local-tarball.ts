import { invalid, messageOf } from '@gennaker/kernel/core';
import { LIMITS } from '../content-tree.ts';
import { localPath } from './local-path.ts';
import type { Source } from './source.ts';

/** A `.tar`, `.tar.gz` or `.tgz` file on this machine. */
export const localTarball: Source = async (artifact, { into }) =>
  unpack(await localPath(artifact, 'a file'), into);

/**
 * Unpacks a tarball; what leaves the folder is refused.
 *
 * @param strip leading folders that are dropped
 * @throws AppError `invalid` when it is damaged or too large
 */
export async function unpack(file: string, into: string, strip = 0): Promise<void> {
  const { extract } = await import('tar'); // on demand: most agents never unpack anything
  let files = 0;
  let bytes = 0;
  try {
    await extract({
      file,
      cwd: into,
      strip,
      strict: true,
      preserveOwner: false,
      filter: (path, entry) => {
        files += 1;
        bytes += entry.size ?? 0;
        if (files > LIMITS.files || bytes > LIMITS.bytes) throw new Error(`it is too large (at ${path})`);
        return true;
      },
    });
  } catch (error) {
    throw invalid(`The tarball ${file} cannot be unpacked: ${messageOf(error)}`, { cause: error });
  }
  if (files === 0) throw invalid(`The tarball ${file} is empty or not a tarball.`);
}
