import { rm } from 'node:fs/promises';
import { invalid, notFound, run } from '@gennaker/kernel/core';
import { localPath } from './local-path.ts';
import { unpack } from './local-tarball.ts';
import { SOURCE_TIMEOUT_MS, type Source } from './source.ts';

/** A branch, tag or commit of a repository on this machine. */
export const gitRepo: Source = async (artifact, { into, log }) => {
  const path = await localPath(artifact, 'a folder');
  const ref = artifact.version ?? 'HEAD';
  const git = (...args: string[]) =>
    run({ command: ['git', '-C', path, ...args], timeoutMs: SOURCE_TIMEOUT_MS, log });

  const inside = await git('rev-parse', '--git-dir');
  if (inside.exitCode !== 0) {
    throw invalid(
      `The git/repo artifact ${artifact.reference} is not a git repository: ${lastLine(inside.stderr)}`,
    );
  }
  const commit = await git('rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`);
  if (commit.exitCode !== 0) {
    throw notFound(`The repository ${artifact.reference} has no branch, tag or commit '${ref}'.`);
  }
  const tarball = `${into}.tar`;
  try {
    const archived = await git('archive', '--format=tar', `--output=${tarball}`, commit.stdout.trim());
    if (archived.exitCode !== 0) {
      throw invalid(`git cannot archive '${ref}' of ${artifact.reference}: ${lastLine(archived.stderr)}`);
    }
    await unpack(tarball, into);
  } finally {
    await rm(tarball, { force: true });
  }
};

const lastLine = (text: string): string => text.trim().split('\n').at(-1) ?? '';
