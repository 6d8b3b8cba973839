import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';

/** Bodies up to this size are kept while a request runs, so that it can be sent to another instance. */
const KEPT_BYTES = 64 * 1024;

/** The body of a request: `none`, `kept` (can be sent again) or `streamed` (once). */
export type RequestBody = { kind: 'none' } | { kind: 'kept'; again(): Readable } | { kind: 'streamed' };

export async function requestBody(request: IncomingMessage): Promise<RequestBody> {
  const { 'content-length': length, 'transfer-encoding': encoding } = request.headers;
  if (encoding === undefined && (length === undefined || length === '0')) return { kind: 'none' };
  if (encoding !== undefined || Number(length) > KEPT_BYTES) return { kind: 'streamed' };
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return { kind: 'kept', again: () => Readable.from(chunks) };
}
