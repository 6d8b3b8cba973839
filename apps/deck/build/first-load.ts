import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Bytes (gzip) that the page itself asks for before any route is known. */
export function firstLoad(dist: string): { js: number; css: number } {
  const html = readFileSync(join(dist, 'index.html'), 'utf8');
  const named = [...html.matchAll(/(?:src|href)="\/([^"]+\.(?:js|css))"/g)].map(([, file]) => file!);
  const sizeOf = (ending: string) =>
    named.filter((file) => file.endsWith(ending)).reduce((sum, file) => sum + gzipSize(join(dist, file)), 0);
  return { js: sizeOf('.js'), css: sizeOf('.css') };
}

/** Files of `public` are copied as they are. */
const gzipSize = (file: string): number =>
  (statSync(`${file}.gz`, { throwIfNoEntry: false }) ?? statSync(file)).size;
