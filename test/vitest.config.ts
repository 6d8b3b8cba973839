import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** Journeys across services: slower than the tests beside the code, so they have a run of their own. */
export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    include: ['test/**/*.e2e.ts'],
    exclude: ['**/node_modules/**'],
    globalSetup: ['tools/test-setup.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
});
