import { copyTree } from '../content-tree.ts';
import { localPath } from './local-path.ts';
import type { Source } from './source.ts';

/** A folder on this machine. */
export const localFolder: Source = async (artifact, { into }) =>
  copyTree(await localPath(artifact, 'a folder'), into);
