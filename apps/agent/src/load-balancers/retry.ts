import type { RequestBody } from './request-body.ts';

/** Instances that are asked before the client hears that none answers. */
export const ATTEMPTS = 4;

const IDEMPOTENT = new Set(['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE']);
const BROKEN = new Set(['ECONNRESET', 'EPIPE']);

export const isIdempotent = (method = 'GET'): boolean => IDEMPOTENT.has(method);

/** The instance never saw the request: any method may go to another. */
export const neverArrived = ({ code, syscall }: NodeJS.ErrnoException): boolean =>
  syscall === 'connect' || code === 'ECONNREFUSED' || code === 'ECONNECT_TIMEOUT';

/**
 * Whether a request whose connection broke before an answer may go to another instance: when its body can
 * be sent again, and it either never arrived or doing it twice is harmless (RFC 9110, 9.2.2).
 */
export const mayRetry = (
  method: string | undefined,
  body: RequestBody,
  error: NodeJS.ErrnoException,
): boolean =>
  body.kind !== 'streamed' &&
  (neverArrived(error) || (isIdempotent(method) && error.code !== undefined && BROKEN.has(error.code)));
