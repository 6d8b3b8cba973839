import type { IncomingMessage } from 'node:http';
import { gateFront, responseHeaders } from '@gennaker/gate';
import type { Front } from '@gennaker/kernel';
import { deckFiles, encodingFor } from './deck-files.ts';

const GATE = '/gate';

/** Nothing but the page's own files runs or is loaded: no inline script, no inline style, no other site. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const PAGE_HEADERS = {
  'content-security-policy': POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
};

const isOfGate = (url = ''): boolean =>
  url === GATE || url.startsWith(`${GATE}/`) || url.startsWith(`${GATE}?`);

/** Gate's own headers behind `/gate`, the page's elsewhere. */
export const deckHeaders = (request: IncomingMessage): Record<string, string> =>
  isOfGate(request.url) ? responseHeaders(request) : PAGE_HEADERS;

/**
 * Serves the web page at its addresses, and passes `/gate/…` on to Gate without the prefix. Every other address
 * without a file ending is a screen of the page, so it is answered with the page itself.
 *
 * @param folder where the page was built
 * @param health answers how the platform is, at `/health` of Gate
 */
export function deckFront(folder: string, health: Front): Front {
  const files = deckFiles(folder);
  const gate = gateFront('/');
  return async (request, response) => {
    if (isOfGate(request.url)) {
      request.url = request.url!.slice(GATE.length) || '/';
      return (await health(request, response)) || gate(request, response);
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { allow: 'GET, HEAD' }).end();
      return true;
    }
    const path = new URL(request.url ?? '/', 'http://deck').pathname;
    const file = files.get(path) ?? (/\.[a-z\d]+$/i.test(path) ? undefined : files.get('/index.html'));
    if (!file) {
      response.writeHead(404, { 'content-type': 'text/plain' }).end(`There is no file ${path} in Deck.\n`);
      return true;
    }
    response.setHeader('etag', file.etag);
    response.setHeader('vary', 'Accept-Encoding');
    response.setHeader(
      'cache-control',
      file.isImmutable ? 'public, max-age=31536000, immutable' : 'no-cache',
    );
    if (request.headers['if-none-match'] === file.etag) {
      response.writeHead(304).end();
      return true;
    }
    const { encoding, bytes } = encodingFor(file, String(request.headers['accept-encoding'] ?? ''));
    if (encoding !== 'identity') response.setHeader('content-encoding', encoding);
    response.writeHead(200, { 'content-type': file.type, 'content-length': bytes.length });
    response.end(request.method === 'HEAD' ? undefined : bytes);
    return true;
  };
}
