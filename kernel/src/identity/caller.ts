import { AsyncLocalStorage } from 'node:async_hooks';

/** Who calls and on whose behalf: our only ambient value. Source: kork `AuthenticatedRequest`. */
export interface Caller {
  user: string;
  accounts: string[];
  requestId?: string;
  executionId?: string;
  stageId?: string;
  application?: string;
  /** `deck`, `api` …: where the call came from. */
  origin?: string;
  /** Set for calls between services. */
  service?: string;
}

export const ANONYMOUS: Caller = { user: 'anonymous', accounts: [] };

const storage = new AsyncLocalStorage<Caller>();

/** The caller of whatever runs now. */
export const caller = (): Caller => storage.getStore() ?? ANONYMOUS;

/** Runs `work` with parts of the caller replaced. */
export const withCaller = <T>(parts: Partial<Caller>, work: () => T): T =>
  storage.run({ ...caller(), ...parts }, work);

/** Runs `work` outside of whatever request it was reached from. */
export const asNobody = <T>(work: () => T): T => storage.run(ANONYMOUS, work);

const HEADERS = {
  user: 'x-spinnaker-user',
  requestId: 'x-spinnaker-request-id',
  executionId: 'x-spinnaker-execution-id',
  stageId: 'x-spinnaker-stage-id',
  application: 'x-spinnaker-application',
  origin: 'x-spinnaker-user-origin',
  service: 'x-gennaker-service',
} as const satisfies Partial<Record<keyof Caller, string>>;

const entries = Object.entries(HEADERS) as [keyof typeof HEADERS, string][];

/** The headers that carry a caller to another service. */
export function callerHeaders(who: Caller): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [key, header] of entries) {
    const value = who[key];
    if (value !== undefined) headers[header] = value;
  }
  if (who.accounts.length > 0) headers['x-spinnaker-accounts'] = who.accounts.join(',');
  return headers;
}

type Headers = Record<string, string | string[] | readonly string[] | undefined>;

/** Reads the caller from a request's headers. */
export function callerOf(headers: Headers): Caller {
  const text = (name: string) => [headers[name] ?? []].flat()[0];
  const accounts = text('x-spinnaker-accounts')?.split(',').filter(Boolean) ?? [];
  const who: Caller = { ...ANONYMOUS, accounts };
  for (const [key, header] of entries) {
    const value = text(header);
    if (value) who[key] = value;
  }
  return who;
}
