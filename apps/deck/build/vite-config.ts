import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import type { InlineConfig } from 'vite';
import { gateContract } from './gate-contract.ts';
import { precompressed } from './precompressed.ts';

const deckFolder = join(import.meta.dirname, '..');
export const distFolder = join(deckFolder, 'dist');

/** How Deck is built and served while it is worked on. */
export const viteConfig = (): InlineConfig => ({
  root: deckFolder,
  configFile: false,
  logLevel: 'warn',
  plugins: [react(), gateContract(), precompressed()],
  build: {
    outDir: distFolder,
    emptyOutDir: true,
    target: 'es2023',
    // Inlined files would need `data:` in the content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
});
