import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{kernel,contracts,expressions,sdk,services,clouds,apps,tools,samples}/**/*.test.ts'],
    exclude: ['**/node_modules/**'],
    globalSetup: ['tools/test-setup.ts'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
});
