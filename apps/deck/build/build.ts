/** Builds Deck into `dist` when its sources changed, and says what a first visit loads. `--always` builds anyway. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { firstLoad } from './first-load.ts';
import { builtHash, hashFile, sourceHash } from './source-hash.ts';
import { distFolder, viteConfig } from './vite-config.ts';

const hash = await sourceHash();
if (process.argv.includes('--always') || builtHash() !== hash) {
  await build(viteConfig());
  writeFileSync(hashFile, hash);
}
const { js, css } = firstLoad(join(distFolder));
const kB = (bytes: number) => `${Math.round(bytes / 1_000)} kB`;
process.stdout.write(`First load: ${kB(js)} of JavaScript and ${kB(css)} of CSS (gzip)\n`);
