import type { IncomingMessage } from 'node:http';
import { AppError, invalid, messageOf } from '../errors/app-error.ts';
import { toTransport } from './errors.ts';

const unreadable = (error: AppError) => toTransport(error, { problem: true });

/** The largest body that is taken; larger ones are answered with 413. */
const BODY_LIMIT_BYTES = 10 * 1024 * 1024;

/**
 * Reads and parses a request's body. JSON unless it says it is plain text; empty is undefined,
 * also with a JSON content type (`spin` sends that).
 */
export async function readBody(request: IncomingMessage, limit = BODY_LIMIT_BYTES): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  const tooLarge = () =>
    unreadable(
      new AppError(
        'invalid',
        `The request body is larger than ${limit / 1024 / 1024} MB; send less, or refer to an artifact.`,
        {
          status: 413,
        },
      ),
    );
  if (Number(request.headers['content-length'] ?? 0) > limit) throw tooLarge();
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) throw tooLarge();
    chunks.push(chunk);
  }
  if (size === 0) return undefined;
  const text = Buffer.concat(chunks).toString('utf8');
  const type = request.headers['content-type'] ?? 'application/json';
  if (type.startsWith('text/')) return text;
  if (text.trim() === '') return undefined;
  if (!/json|octet-stream/.test(type)) {
    throw unreadable(new AppError('invalid', `Content-Type '${type}' is not supported.`, { status: 415 }));
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw unreadable(
      invalid(`Failed to read request: the body is not valid JSON: ${messageOf(error)}`, { cause: error }),
    );
  }
}
