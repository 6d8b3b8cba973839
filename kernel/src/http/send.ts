import type { ServerResponse } from 'node:http';
import { sendStandardResponse } from '@orpc/standard-server-node';
import type { StandardResponse } from '@orpc/standard-server';

/**
 * Writes an answer: JSON as `application/json;charset=UTF-8` unless a header says otherwise, nothing as
 * an empty body without a content type, streams as they come. Source: gate-api «Conventions».
 */
export async function send(
  response: ServerResponse,
  { status, headers, body }: StandardResponse,
): Promise<void> {
  if (isStream(body)) {
    await sendStandardResponse(
      response,
      { status, headers, body },
      { eventIteratorKeepAliveInterval: 15_000 },
    );
    return;
  }
  for (const [name, value] of Object.entries(headers))
    if (value !== undefined) response.setHeader(name, value);
  if (body === undefined) {
    response.writeHead(status).end();
    return;
  }
  const type = String(headers['content-type'] ?? 'application/json;charset=UTF-8');
  const text = typeof body === 'string' && !type.includes('json') ? body : JSON.stringify(body);
  response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(text) });
  response.end(response.req.method === 'HEAD' ? undefined : text);
}

/** An answer that comes bit by bit. */
export const isStream = (body: unknown): boolean =>
  typeof body === 'object' &&
  body !== null &&
  (Symbol.asyncIterator in body || body instanceof ReadableStream);
