import { stat } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { LocalArtifact } from '@gennaker/contracts/agent';
import { invalid, notFound } from '@gennaker/kernel/core';

/** The path of a reference: `file:///srv/shop` or `/srv/shop`. @throws AppError `notFound`, `invalid` */
export async function localPath(
  { type, reference }: LocalArtifact,
  kind: 'a folder' | 'a file',
): Promise<string> {
  const path = pathOf(type, reference);
  const stats = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined;
    throw invalid(`The ${type} artifact ${reference} cannot be read: ${error.message}`, { cause: error });
  });
  if (!stats) {
    throw notFound(`The ${type} artifact ${reference} does not exist on this machine; check its reference.`);
  }
  if (kind === 'a folder' ? !stats.isDirectory() : !stats.isFile()) {
    throw invalid(`The ${type} artifact ${reference} is not ${kind}.`);
  }
  return path;
}

function pathOf(type: string, reference: string): string {
  if (isAbsolute(reference)) return reference;
  if (URL.canParse(reference) && new URL(reference).protocol === 'file:') {
    try {
      return fileURLToPath(reference);
    } catch (error) {
      throw invalid(
        `The reference ${reference} of a ${type} artifact names another machine; use file:///path.`,
        {
          cause: error,
        },
      );
    }
  }
  throw invalid(
    `The reference '${reference}' of a ${type} artifact is not a file URL such as file:///srv/shop.`,
  );
}
