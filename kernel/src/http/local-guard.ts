import type { IncomingMessage, ServerResponse } from 'node:http';

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/;

/**
 * Keeps web pages of other sites out while nobody has to sign in: a page that the user visits could
 * otherwise post to this machine (a plain POST needs no CORS), or rebind its own name to 127.0.0.1.
 * Programs send neither header, so they are not affected.
 */
export function localGuard(request: IncomingMessage, response: ServerResponse): boolean {
  const { host = '', origin } = request.headers;
  const foreignHost = !LOOPBACK.test(host);
  const foreignOrigin = origin !== undefined && !LOOPBACK.test(origin.replace(/^https?:\/\//, ''));
  if (!foreignHost && !foreignOrigin) return false;
  const message = foreignHost
    ? `Host '${host}' is not an address of this machine; use localhost.`
    : `Requests of the web site ${origin} are refused; this platform answers only pages of this machine.`;
  response.writeHead(403, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ error: 'Forbidden', exception: 'forbidden', message, status: 403 }));
  return true;
}
