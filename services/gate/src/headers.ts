import type { IncomingMessage, ServerResponse } from 'node:http';
import { newId } from '@gennaker/kernel';

/** Headers of every answer. Source: gate-api «Conventions». */
export function responseHeaders(request: IncomingMessage): Record<string, string> {
  const { origin } = request.headers;
  // Known before the request is handled, so that the answer and the logs name the same id.
  request.headers['x-spinnaker-request-id'] ??= newId();
  // Deck says who it is, everything else is the API.
  request.headers['x-spinnaker-user-origin'] ??=
    request.headers['x-ratelimit-app'] === 'deck' ? 'deck' : 'api';
  return {
    'x-spinnaker-request-id': String(request.headers['x-spinnaker-request-id']),
    'access-control-allow-origin': origin ?? '*',
    'access-control-allow-credentials': 'true',
    'access-control-allow-methods': 'POST, GET, OPTIONS, DELETE, PUT, PATCH',
    'access-control-max-age': '3600',
    'access-control-allow-headers':
      'x-requested-with, content-type, authorization, if-match, last-event-id, X-RateLimit-App, X-Spinnaker-Priority',
    'access-control-expose-headers': 'X-AUTH-REDIRECT-URL, ETag',
    'cache-control': 'no-cache, no-store, max-age=0, must-revalidate',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    vary: 'Origin',
  };
}

/** Preflights, and the way from the bare address to something readable: `home`, Deck where it is served. */
export const gateFront =
  (home: string) =>
  (request: IncomingMessage, response: ServerResponse): boolean => {
    if (request.method === 'OPTIONS') {
      response.writeHead(200).end();
      return true;
    }
    if (request.url === '/' && request.method === 'GET') {
      response.writeHead(302, { location: home }).end();
      return true;
    }
    return false;
  };
