import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { AppError, conflict, type Logger } from '@gennaker/kernel/core';
import type { ReverseProxy } from './reverse-proxy.ts';

/** One open port of a load balancer. */
export interface PortListener {
  port: number;
  /** Takes no more connections; running requests end within the limit. */
  close(drainMs: number): Promise<void>;
}

/** @throws AppError `conflict` when the port is taken */
export async function listenOn(
  port: number,
  { loadBalancer, proxy, log }: { loadBalancer: string; proxy: ReverseProxy; log: Logger },
): Promise<PortListener> {
  let closing = false;
  const upgraded = new Set<Socket>();
  const server = createServer({
    keepAliveTimeout: 65_000,
    requestTimeout: 0, // a long upload is the application's business
    shouldUpgradeCallback: ({ headers }) => headers.upgrade?.toLowerCase() === 'websocket',
  });
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    if (closing) response.shouldKeepAlive = false;
    // A connection whose last answer was under way when closing began is idle only now.
    response.once('close', () => closing && setImmediate(() => server.closeIdleConnections()));
    void proxy.web(request, response);
  });
  server.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => {
    upgraded.add(socket);
    socket.once('close', () => upgraded.delete(socket));
    void proxy.upgrade(request, socket, head);
  });
  server.on('clientError', (_error, socket) => {
    if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nconnection: close\r\n\r\n');
  });
  await open(server, port, loadBalancer);
  // Such as no file descriptors left: it goes on with the next connection.
  server.on('error', (error) =>
    log.error('Connection could not be taken', { loadBalancer, port, err: error }),
  );

  return {
    port,
    close: (drainMs) =>
      new Promise((resolve) => {
        closing = true;
        const force = setTimeout(() => {
          server.closeAllConnections();
          for (const socket of upgraded) socket.destroy();
        }, drainMs);
        server.close(() => {
          clearTimeout(force);
          resolve();
        });
        server.closeIdleConnections();
      }),
  };
}

function open(server: Server, port: number, loadBalancer: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const fault = `Load balancer ${loadBalancer} cannot listen on port ${port}`;
      if (error.code === 'EADDRINUSE') {
        reject(
          conflict(
            `${fault}: another program on this machine has taken it. Stop that program (lsof -i :${port} names it), or give the load balancer another port.`,
            { cause: error },
          ),
        );
      } else if (error.code === 'EACCES') {
        reject(
          new AppError('invalid', `${fault}: ports below 1024 need more rights; take a higher one.`, {
            cause: error,
          }),
        );
      } else reject(error);
    });
    server.listen(port, '127.0.0.1', resolve);
  });
}
