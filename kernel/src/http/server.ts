import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { toStandardLazyRequest } from '@orpc/standard-server-node';
import { AppError, messageOf } from '../errors/app-error.ts';
import type { Logger } from '../logging/logger.ts';
import { readBody } from './body.ts';
import { errorBody } from './errors.ts';
import { localGuard } from './local-guard.ts';
import { isStream, send } from './send.ts';
import type { Service } from './service.ts';

/** Answers a request before the service sees it, e.g. `/health`; false passes it on. */
export type Front = (request: IncomingMessage, response: ServerResponse) => boolean | Promise<boolean>;

export interface ListenOptions {
  service: Service;
  /** A port of `host`, or a Unix socket's path. */
  at: { host: string; port: number } | { socketPath: string };
  log: Logger;
  fronts?: Front[];
  /** Response headers of every answer. */
  headers?: (request: IncomingMessage) => Record<string, string>;
}

export interface Listener {
  readonly address: string;
  /** Takes no more connections, lets running requests end, then closes. */
  close(graceMs?: number): Promise<void>;
}

/** Serves a service. @throws AppError `conflict` when the port is taken, naming it and the remedy */
export async function listen({
  service,
  at,
  log,
  fronts = [],
  headers = () => ({}),
}: ListenOptions): Promise<Listener> {
  const guards: Front[] = 'host' in at ? [localGuard, ...fronts] : fronts;

  const streams = new Set<ServerResponse>();
  const respond = async (request: IncomingMessage, response: ServerResponse) => {
    for (const [name, value] of Object.entries(headers(request))) response.setHeader(name, value);
    for (const front of guards) if (await front(request, response)) return;
    const standard = toStandardLazyRequest(request, response);
    let body: Promise<unknown> | undefined;
    const answer = await service.handle({ ...standard, body: () => (body ??= readBody(request)) });
    if (isStream(answer.body)) {
      streams.add(response);
      response.once('close', () => streams.delete(response));
    }
    await send(response, answer);
  };

  const server = createServer((request, response) => {
    respond(request, response).catch((error: unknown) => {
      if (response.destroyed) return; // the client went away: nobody is left to answer
      log.error('Request could not be answered', { err: error });
      if (response.headersSent) return void response.destroy();
      const body = errorBody(new AppError('internal', messageOf(error)));
      response.writeHead(500, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
  });
  server.keepAliveTimeout = 65_000;

  await open(server, service.name, at);
  const address = 'host' in at ? `http://${at.host}:${portOf(server)}` : at.socketPath;
  return { address, close: (graceMs = 5_000) => close(server, graceMs, streams) };
}

const portOf = (server: Server): number => (server.address() as { port: number }).port;

function open(server: Server, name: string, at: ListenOptions['at']): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const where = 'host' in at ? `port ${at.port} of ${at.host}` : at.socketPath;
      if (error.code === 'EADDRINUSE') {
        reject(
          new AppError(
            'conflict',
            `${name} cannot listen on ${where}: it is taken by another program. Stop that program, or move all ports with GENNAKER_PORT_OFFSET=100.`,
            { cause: error },
          ),
        );
      } else {
        reject(
          new AppError('internal', `${name} cannot listen on ${where}: ${error.message}`, { cause: error }),
        );
      }
    });
    if ('host' in at) server.listen(at.port, at.host, resolve);
    else server.listen(at.socketPath, resolve);
  });
}

/** Streams never end by themselves: their clients join again elsewhere, or later. */
function close(server: Server, graceMs: number, streams: ReadonlySet<ServerResponse>): Promise<void> {
  return new Promise((resolve) => {
    for (const response of streams) response.destroy();
    const force = setTimeout(() => server.closeAllConnections(), graceMs);
    server.close(() => {
      clearTimeout(force);
      resolve();
    });
    server.closeIdleConnections();
  });
}
