import { createServer } from 'node:net';

/** Ports of the platform's services and of the sample's load balancers; all move with the offset. */
export const PORTS = {
  front50: 8080,
  clouddriver: 7002,
  orca: 8083,
  gate: 8084,
  deck: 9000,
  prod: 18080,
  test: 18081,
} as const;
export type PortName = keyof typeof PORTS;

/** More load balancers of the journeys themselves. */
export const EXTRA_PORTS = [18082, 18083, 18084, 18085] as const;

/** Below the ports that the system hands out by itself (from 32768 on). */
const HIGHEST_OFFSET = 14_000;

function isPortFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

/** An offset whose ports are all free now. */
export async function freeOffset(): Promise<number> {
  for (;;) {
    const offset = 200 + Math.floor(Math.random() * (HIGHEST_OFFSET - 200));
    const free = await Promise.all(
      [...Object.values(PORTS), ...EXTRA_PORTS].map((port) => isPortFree(port + offset)),
    );
    if (free.every(Boolean)) return offset;
  }
}
