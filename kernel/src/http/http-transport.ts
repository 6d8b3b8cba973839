import { toEventIterator } from '@orpc/standard-server-node';
import type { StandardLazyResponse, StandardRequest } from '@orpc/standard-server';
import { Agent, request as httpRequest } from 'undici';

/** Sends requests over the network, or a Unix socket. Streams have no time limit, other answers 60 s. */
export function overHttp(socketPath?: string): (request: StandardRequest) => Promise<StandardLazyResponse> {
  const dispatcher = new Agent({
    connect: socketPath === undefined ? {} : { socketPath },
    headersTimeout: 60_000,
    bodyTimeout: 0,
  });
  return async ({ method, url, headers, body, signal }) => {
    const answer = await httpRequest(url, {
      dispatcher,
      method: method as 'GET',
      headers: body === undefined ? headers : { ...headers, 'content-type': 'application/json' },
      body: body === undefined ? null : JSON.stringify(body),
      signal: signal ?? null,
    });
    const type = String(answer.headers['content-type'] ?? '');
    if (type.startsWith('text/event-stream')) {
      const events = toEventIterator(answer.body);
      return { status: answer.statusCode, headers: answer.headers, body: () => Promise.resolve(events) };
    }
    const text = await answer.body.text();
    const parsed: unknown = text === '' ? undefined : type.includes('json') ? JSON.parse(text) : text;
    return { status: answer.statusCode, headers: answer.headers, body: () => Promise.resolve(parsed) };
  };
}
