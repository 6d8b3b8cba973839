import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** Journeys across services: slower than the tests beside the code, so they have a run of their own. */
export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    include: ['test/**/*.e2e.ts'],
    exclude: ['**/node_modules/**'],
    globalSetup: ['tools/test-setup.ts'],
    // A story starts a whole platform and waits for real processes.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    reporters: ['verbose'],
  },
});
