import { createHash } from 'node:crypto';
import { createReadStream, type Dirent } from 'node:fs';
import { chmod, copyFile, lstat, mkdir, readdir, readlink, rm, symlink } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { invalid } from '@gennaker/kernel/core';

/** What one artifact may hold at most. */
export const LIMITS = { files: 100_000, bytes: 2 * 1024 ** 3 };

interface Entry {
  path: string;
  kind: 'file' | 'link' | 'folder';
  /** Of a link. */
  target: string;
  executable: boolean;
  bytes: number;
}

export interface TreeSummary {
  hash: string;
  files: number;
  bytes: number;
}

/** Copies a folder, without `.git`. @throws AppError `invalid` for what must not be in an artifact */
export async function copyTree(from: string, to: string, limits = LIMITS): Promise<void> {
  await mkdir(to, { recursive: true });
  for (const entry of await walk(from, limits)) {
    const target = join(to, entry.path);
    if (entry.kind === 'folder') await mkdir(target, { recursive: true });
    else if (entry.kind === 'link') await symlink(entry.target, target);
    else await copyFile(join(from, entry.path), target);
  }
}

/** Hashes a folder: the same paths, executable bits and contents give the same hash, whatever their times. */
export async function hashTree(root: string, limits = LIMITS): Promise<TreeSummary> {
  const whole = createHash('sha256');
  let files = 0;
  let bytes = 0;
  for (const entry of await walk(root, limits)) {
    if (entry.kind === 'folder') continue;
    files += 1;
    bytes += entry.bytes;
    const content = entry.kind === 'link' ? entry.target : await hashFile(join(root, entry.path));
    whole.update(JSON.stringify([entry.path, entry.kind, entry.executable, content]));
  }
  return { hash: whole.digest('hex'), files, bytes };
}

/** Takes the right to write away: instances share the content, and its hash must stay true. */
export async function sealTree(root: string): Promise<void> {
  for (const { path, kind, executable } of [...(await walk(root)), ROOT]) {
    if (kind === 'file') await chmod(join(root, path), executable ? 0o555 : 0o444);
    if (kind === 'folder') await chmod(join(root, path), 0o555);
  }
}

/** Removes a folder that may be sealed. */
export async function removeTree(root: string): Promise<void> {
  const unseal = async (folder: string): Promise<void> => {
    await chmod(folder, 0o755);
    for (const entry of await readdir(folder, { withFileTypes: true })) {
      if (entry.isDirectory()) await unseal(join(folder, entry.name));
    }
  };
  const there = await lstat(root).then(
    (stats) => stats.isDirectory(),
    () => false, // nothing to remove
  );
  if (there) await unseal(root);
  await rm(root, { recursive: true, force: true });
}

const ROOT: Entry = { path: '', kind: 'folder', target: '', executable: true, bytes: 0 };

/** All entries, folders before what is in them, in the order of their names. */
async function walk(root: string, limits = LIMITS): Promise<Entry[]> {
  const found: Entry[] = [];
  let bytes = 0;
  const visit = async (folder: string): Promise<void> => {
    const entries = await readdir(join(root, folder), { withFileTypes: true });
    for (const dirent of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (dirent.name === '.git') continue;
      const entry = await describe(root, join(folder, dirent.name), dirent);
      found.push(entry);
      bytes += entry.bytes;
      if (found.length > limits.files) throw tooMuch(root, `more than ${limits.files} files`);
      if (bytes > limits.bytes) throw tooMuch(root, `more than ${Math.round(limits.bytes / 1024 ** 2)} MB`);
      if (entry.kind === 'folder') await visit(entry.path);
    }
  };
  await visit('');
  return found;
}

async function describe(root: string, path: string, dirent: Dirent): Promise<Entry> {
  const full = join(root, path);
  const entry = { path, target: '', executable: false, bytes: 0 };
  if (dirent.isDirectory()) return { ...entry, kind: 'folder' };
  if (dirent.isSymbolicLink()) {
    const target = await readlink(full);
    const inside = relative(root, resolve(dirname(full), target));
    if (isAbsolute(target) || inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside)) {
      throw invalid(
        `The symbolic link '${path}' in ${root} leaves the artifact (it points to ${target}); replace it with what it points to.`,
      );
    }
    return { ...entry, kind: 'link', target };
  }
  if (!dirent.isFile()) {
    throw invalid(`'${path}' in ${root} is neither a file nor a folder; remove it from the artifact.`);
  }
  const stats = await lstat(full);
  return { ...entry, kind: 'file', executable: (stats.mode & 0o100) !== 0, bytes: stats.size };
}

const tooMuch = (root: string, what: string) =>
  invalid(`The artifact ${root} has ${what}; leave out what the application does not need to run.`);

async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
