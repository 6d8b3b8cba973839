import { STATUS_CODES } from 'node:http';
import type { Context } from '@gennaker/contracts/orca';
import type { Egress, EgressResponse } from '@gennaker/kernel';

const FORBIDDEN_HEADER = /^x-spinnaker-/i;
const WITHOUT_BODY = new Set(['GET', 'HEAD']);

export interface Call {
  url: string;
  method: string;
  payload?: unknown;
  customHeaders?: Record<string, unknown> | null | undefined;
}

const hasBody = ({ payload }: Pick<Call, 'payload'>): boolean => payload !== undefined && payload !== null;

/** Why a call cannot be made, before its URL is looked at. */
export const faultOf = (wanted: Pick<Call, 'method' | 'payload'>): string | undefined =>
  hasBody(wanted) && WITHOUT_BODY.has(wanted.method)
    ? `method ${wanted.method} must not have a request body.`
    : undefined;

/** Calls a URL that a user gave. @throws AppError as the egress client does */
export async function call(egress: Egress, wanted: Call, signal: AbortSignal): Promise<EgressResponse> {
  const { url, method, payload, customHeaders } = wanted;
  const isText = typeof payload === 'string';
  const type = { 'content-type': isText ? 'text/plain;charset=utf-8' : 'application/json' };
  const headers = { ...(hasBody(wanted) && type), ...headersOf(customHeaders ?? {}) };
  const body = hasBody(wanted) ? { body: isText ? payload : JSON.stringify(payload) } : {};
  return egress.request({ url, method, headers, ...body, signal });
}

const headersOf = (custom: Record<string, unknown>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(custom)
      .filter(([name]) => !FORBIDDEN_HEADER.test(name))
      .map(([name, value]) => [name.toLowerCase(), [value].flat().map(String).join(', ')]),
  );

/** An answer as it stands in the context. */
export const seen = ({ status, headers, body }: EgressResponse): Context => ({
  statusCode: nameOf(status),
  statusCodeValue: status,
  headers,
  ...(body !== '' && { body: parsed(body) }),
});

/** `NOT_FOUND`. */
const nameOf = (status: number): string =>
  (STATUS_CODES[status] ?? String(status)).toUpperCase().replaceAll(/[^A-Z0-9]+/g, '_');

/** JSON where it is JSON, else the text. */
function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    // Webhooks answer what they like.
    return body;
  }
}

export const isGood = (status: number): boolean => status >= 200 && status < 400;
/** Passes by itself, usually. */
export const isPassing = (status: number): boolean => status === 429 || status >= 500;
