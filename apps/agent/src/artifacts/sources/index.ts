import type { LocalArtifact } from '@gennaker/contracts/agent';
import { gitRepo } from './git-repo.ts';
import { localFolder } from './local-folder.ts';
import { localTarball } from './local-tarball.ts';
import { npmPackage } from './npm-package.ts';
import type { Source } from './source.ts';

/** Where each type of artifact comes from. */
export const sources: Record<LocalArtifact['type'], Source> = {
  'local/folder': localFolder,
  'local/tarball': localTarball,
  'npm/package': npmPackage,
  'git/repo': gitRepo,
};
