import { AppError } from '@gennaker/kernel';

const CONNECTION = new Set([
  'ECONNRESET',
  'ECONNREFUSED',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EAI_AGAIN',
  'UND_ERR_SOCKET',
]);

/**
 * How long the same fault may go on before it counts, in ms: 0 for what no repetition heals. A cloud
 * that cannot be reached or throttles gets much longer than one that answers 500.
 */
export function patienceWith(error: unknown, { unavailableMs, faultMs }: Patience): number {
  if (error instanceof AppError) {
    if (error.retryable || error.status === 429 || error.status === 408) return unavailableMs;
    return error.status >= 500 ? faultMs : 0;
  }
  if (!(error instanceof Error)) return 0;
  const { code } = error as NodeJS.ErrnoException;
  if (error.name === 'TimeoutError' || (code !== undefined && CONNECTION.has(code))) return unavailableMs;
  return error.cause === undefined ? 0 : patienceWith(error.cause, { unavailableMs, faultMs });
}

export interface Patience {
  unavailableMs: number;
  faultMs: number;
}

/** Pause before the next try, in ms: doubles, with a bound; the random part keeps many tasks apart. */
export const backoffMs = (
  failures: number,
  { firstMs, mostMs }: { firstMs: number; mostMs: number },
): number => Math.min(firstMs * 2 ** (failures - 1), mostMs) * (0.75 + Math.random() / 2);
