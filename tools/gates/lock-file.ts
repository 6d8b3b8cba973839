import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Gate } from './gate.ts';
import { root } from './run-tool.ts';

const DEPENDENCY_FIELDS = [
  'dependencies',
  'devDependencies',
  'optionalDependencies',
  'peerDependencies',
] as const;

type Manifest = Partial<Record<(typeof DEPENDENCY_FIELDS)[number], Record<string, string>>>;

export interface LockFile {
  packages: Record<string, Manifest & { resolved?: string; integrity?: string; link?: boolean }>;
}

/** The lock file names no download address, pins every package by its hash, and says what package.json says. */
export const lockFile: Gate = {
  name: 'lock-file',
  async run(files) {
    const lock = await readJson<LockFile>('package-lock.json');
    const manifests: Record<string, Manifest> = {};
    for (const file of files.filter(
      (name) => /^([^/]+\/){0,2}package\.json$/.test(name) && !name.startsWith('samples/'),
    )) {
      manifests[file.replace(/\/?package\.json$/, '')] = await readJson<Manifest>(file);
    }
    const faults = lockFileFaults(lock, manifests).join('\n');
    return {
      faults,
      proof: `${Object.keys(lock.packages).length} packages, ${Object.keys(manifests).length} workspaces`,
    };
  },
};

/** @param manifests the repository's package.json files by folder, the root's under '' */
export function lockFileFaults({ packages }: LockFile, manifests: Record<string, Manifest>): string[] {
  const faults: string[] = [];
  for (const [path, entry] of Object.entries(packages)) {
    if (/^(https?|git)/.test(entry.resolved ?? '')) {
      faults.push(
        `${path} has a download address. Run npm install with this repository’s .npmrc, which leaves them out.`,
      );
    }
    if (path.includes('node_modules/') && !entry.link && !entry.integrity) {
      faults.push(
        `${path} has no integrity hash. Delete its entry from package-lock.json, then run npm install.`,
      );
    }
  }
  for (const [folder, manifest] of Object.entries(manifests)) {
    const locked = packages[folder] ?? {};
    const differs = DEPENDENCY_FIELDS.some(
      (field) => !isDeepStrictEqual(manifest[field] ?? {}, locked[field] ?? {}),
    );
    if (differs)
      faults.push(
        `${folder || 'The root'}: package.json asks for other packages than the lock file. Run npm install.`,
      );
  }
  return faults;
}

async function readJson<T>(file: string): Promise<T> {
  return JSON.parse(await readFile(join(root, file), 'utf8')) as T;
}
