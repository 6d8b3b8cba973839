/** Serves Deck while it is worked on: http://localhost:5173, with Gate of the running platform behind `/gate`. */
import { createServer } from 'vite';
import { viteConfig } from './vite-config.ts';

const gate = process.argv[2] ?? 'http://127.0.0.1:8084';
const server = await createServer({
  ...viteConfig(),
  server: {
    proxy: { '/gate': { target: gate, changeOrigin: true, rewrite: (path) => path.slice('/gate'.length) } },
  },
});
await server.listen();
server.printUrls();
