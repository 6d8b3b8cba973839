import { createServer } from 'node:net';

/** Ports that were given out a moment ago and may not be listened on yet. */
const recent = new Set<number>();

/** A port of 127.0.0.1 that nothing listens on and that is not promised to another instance. */
export async function freePort(taken: ReadonlySet<number>): Promise<number> {
  for (;;) {
    const port = await anyPort();
    if (taken.has(port) || recent.has(port)) continue;
    recent.add(port);
    setTimeout(() => recent.delete(port), 30_000).unref();
    return port;
  }
}

function anyPort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
