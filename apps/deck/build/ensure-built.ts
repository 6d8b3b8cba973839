import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '@gennaker/kernel';
import { builtHash, sourceHash } from './source-hash.ts';

/** Where the built page is. */
export const deckFolder = join(import.meta.dirname, '..', 'dist');

const BUILD_MS = 180_000;

/**
 * Builds Deck when what it is made of changed; a few seconds, else nothing. In a process of its own, so that the
 * platform does not keep the bundler in its memory.
 *
 * @throws Error with what the build said
 */
export async function ensureDeckIsBuilt(onBuild: () => void): Promise<string> {
  if (existsSync(join(deckFolder, 'index.html')) && builtHash() === (await sourceHash())) return deckFolder;
  onBuild();
  const command = [process.execPath, join(import.meta.dirname, 'build.ts')];
  const { exitCode, stdout, stderr } = await run({ command, timeoutMs: BUILD_MS });
  if (exitCode !== 0) throw new Error(`Deck could not be built:\n${stderr}${stdout}`);
  return deckFolder;
}
