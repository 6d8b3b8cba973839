import { Agent, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect, type Socket } from 'node:net';
import httpProxy from 'http-proxy-3';
import type { Logger } from '@gennaker/kernel/core';
import type { Backend, Picked } from './backend-picker.ts';
import { requestBody, type RequestBody } from './request-body.ts';
import { ATTEMPTS, isIdempotent, mayRetry, neverArrived } from './retry.ts';
import type { Counting } from './counting.ts';

export interface ProxyTools {
  name: string;
  log: Logger;
  pick(excluded: ReadonlySet<Backend>): Picked | undefined;
  /** Counts one request; `serverGroup` is undefined when there was none to ask. */
  begin(serverGroup: string | undefined): Counting;
}

/** What is known of a request while it runs. */
interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
  started: number;
  answered: number | undefined;
  body: RequestBody;
  tried: Set<Backend>;
  failed: boolean;
}

const { createProxyServer } = httpProxy;

/** Sends the requests of one load balancer on to instances. */
export class ReverseProxy {
  readonly #tools: ProxyTools;
  readonly #exchanges = new WeakMap<ServerResponse, Exchange>();
  /** Connections to instances are used again; one that an instance closes just then is retried. */
  readonly #agent = new Agent({ keepAlive: true, maxFreeSockets: 64, timeout: 60_000 });
  readonly #proxy = createProxyServer({ xfwd: true, toProxy: true, connectTimeout: 2_000 });

  constructor(tools: ProxyTools) {
    this.#tools = tools;
    this.#proxy.on('error', (error) =>
      tools.log.warn('Proxy error', { loadBalancer: tools.name, err: error }),
    );
    this.#proxy.on('proxyRes', (answer, _request, response) => {
      const exchange = this.#exchanges.get(response as ServerResponse);
      if (exchange) exchange.answered = performance.now();
      // Connections are ours on each side: what an instance says of its own does not concern the client.
      delete answer.headers.connection;
      delete answer.headers['keep-alive'];
      answer.once('error', () => {
        if (exchange) exchange.failed = true;
        response.destroy();
      });
    });
  }

  async web(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const started = performance.now();
    delete request.headers.expect; // answered with «100 Continue» already
    let body: RequestBody;
    try {
      body = await requestBody(request);
    } catch (error) {
      this.#tools.log.debug('Client went away while sending', { loadBalancer: this.#tools.name, err: error });
      return void response.destroy();
    }
    const exchange = {
      request,
      response,
      started,
      answered: undefined,
      body,
      tried: new Set<Backend>(),
      failed: false,
    };
    this.#exchanges.set(response, exchange);
    this.#attempt(exchange);
  }

  /** A WebSocket. What an instance sends of HTTP instead is passed on too. */
  async upgrade(request: IncomingMessage, socket: Socket, head: Buffer): Promise<void> {
    socket.on('error', () => socket.destroy());
    const tried = new Set<Backend>();
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const pick = this.#tools.pick(tried);
      if (!pick) break;
      const { instance, serverGroup } = pick;
      tried.add(instance);
      const leave = instance.requests.enter(() => socket.destroy());
      if (!(await accepts(instance.port))) {
        leave();
        instance.unreachable();
        continue;
      }
      if (socket.destroyed) return leave();
      const counting = this.#tools.begin(serverGroup);
      let failed = false;
      socket.once('close', () => {
        leave();
        counting.end({ failed, seconds: undefined });
      });
      this.#proxy.ws(request, socket, head, { target: targetOf(instance) }, () => (failed = true));
      return;
    }
    this.#tools.begin(undefined).end({ failed: true, seconds: undefined });
    const text = this.#nobody(tried);
    socket.end(
      `HTTP/1.1 503 Service Unavailable\r\ncontent-type: text/plain\r\nconnection: close\r\ncontent-length: ${Buffer.byteLength(text)}\r\n\r\n${text}`,
    );
  }

  close(): void {
    this.#agent.destroy();
  }

  #attempt(exchange: Exchange): void {
    const { request, response, body, tried } = exchange;
    const pick = tried.size < ATTEMPTS ? this.#tools.pick(tried) : undefined;
    if (!pick) return this.#refuse(exchange);
    const { instance, serverGroup } = pick;
    tried.add(instance);

    const leave = instance.requests.enter(() => response.destroy());
    const counting = this.#tools.begin(serverGroup);
    const onClose = () => {
      leave();
      const until = exchange.answered ?? performance.now();
      const failed = exchange.failed || response.statusCode >= 500;
      counting.end({ failed, seconds: (until - exchange.started) / 1000 });
    };
    response.once('close', onClose);

    const options = {
      target: targetOf(instance),
      // What must not be sent twice goes over a connection of its own: none that is being closed can lose it.
      agent: isIdempotent(request.method) ? this.#agent : undefined,
      ...(body.kind === 'kept' ? { buffer: body.again() } : {}),
    };
    let settled = false;
    this.#proxy.web(request, response, options, (error: NodeJS.ErrnoException) => {
      if (settled || response.writableFinished) return;
      settled = true;
      if (neverArrived(error)) instance.unreachable();
      if (response.headersSent || response.destroyed) {
        exchange.failed = !request.destroyed;
        return void response.destroy();
      }
      if (mayRetry(request.method, body, error)) {
        response.off('close', onClose);
        leave();
        counting.retry();
        return this.#attempt(exchange);
      }
      exchange.failed = true;
      this.#tools.log.warn('Instance did not answer', {
        loadBalancer: this.#tools.name,
        instance: instance.id,
        err: error,
      });
      answer(
        response,
        502,
        `Instance ${instance.id} behind load balancer ${this.#tools.name} broke the connection: ${error.message}`,
      );
    });
  }

  #refuse({ response, tried }: Exchange): void {
    const counting = this.#tools.begin(undefined);
    response.once('close', () => counting.end({ failed: true, seconds: undefined }));
    answer(response, 503, this.#nobody(tried));
  }

  #nobody(tried: ReadonlySet<Backend>): string {
    const { name } = this.#tools;
    return tried.size === 0
      ? `Load balancer ${name} has no healthy instance in rotation.`
      : `Load balancer ${name} could reach none of ${[...tried].map(({ id }) => id).join(', ')}.`;
  }
}

const targetOf = ({ port = 0 }: Backend) => ({ protocol: 'http:', host: '127.0.0.1', port });

function answer(response: ServerResponse, status: number, text: string): void {
  if (response.destroyed) return;
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'retry-after': '1' });
  response.end(`${text}\n`);
}

/** Whether an instance takes connections: a WebSocket cannot be tried twice once its upgrade is under way. */
function accepts(port = 0): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port, timeout: 2_000 });
    const end = (open: boolean) => {
      resolve(open);
      socket.destroy();
    };
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
    socket.once('timeout', () => end(false));
  });
}
