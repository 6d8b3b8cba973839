import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative } from 'node:path';

/** A file of the web page, in memory, in each encoding that it was built in. */
export interface DeckFile {
  type: string;
  etag: string;
  /** Its name holds its hash, so it never changes. */
  isImmutable: boolean;
  encodings: Partial<Record<Encoding, Buffer>> & { identity: Buffer };
}
type Encoding = 'identity' | 'br' | 'gzip';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.woff2': 'font/woff2',
  '.png': 'image/png',
};
const COMPRESSED: Readonly<Record<string, Encoding>> = { '.br': 'br', '.gz': 'gzip' };

/** Reads what was built, by its path: `/index.html`, `/assets/…`. */
export function deckFiles(folder: string): ReadonlyMap<string, DeckFile> {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));
  const files = new Map<string, DeckFile>();
  for (const name of names) {
    const type = TYPES[extname(name)];
    if (!type) continue;
    const bytes = readFileSync(join(folder, name));
    files.set(`/${name}`, {
      type,
      etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`,
      isImmutable: name.startsWith('assets/'),
      encodings: { identity: bytes },
    });
  }
  for (const name of names) {
    const encoding = COMPRESSED[extname(name)];
    const file = files.get(`/${name.slice(0, -3)}`);
    if (encoding && file) file.encodings[encoding] = readFileSync(join(folder, name));
  }
  return files;
}

/** The smallest form that a client takes. */
export function encodingFor({ encodings }: DeckFile, accepts: string): { encoding: Encoding; bytes: Buffer } {
  for (const encoding of ['br', 'gzip'] as const) {
    const bytes = encodings[encoding];
    if (bytes && accepts.includes(encoding)) return { encoding, bytes };
  }
  return { encoding: 'identity', bytes: encodings.identity };
}
