import { lookup } from 'node:dns';
import { Agent, request as httpRequest, type Dispatcher } from 'undici';
import { AppError, invalid, unavailable } from '../errors/app-error.ts';
import { checkAddress, checkUrl, type AddressRules } from './address-rules.ts';

export interface EgressCall {
  url: string;
  method: string;
  headers?: Record<string, string>;
  body?: string;
  /** From the first byte sent to the last one received; default 20 s. */
  timeoutMs?: number;
  signal?: AbortSignal;
  /** Default: redirects are followed, each checked like the first URL. */
  followRedirects?: boolean;
}

export interface EgressResponse {
  status: number;
  /** Names in lower case. */
  headers: Record<string, string>;
  body: string;
}

/** The only way to a URL that a user gave: resolves, checks the address, connects to just that one. */
export interface Egress {
  /**
   * @throws AppError `invalid` for a URL that the rules forbid, `unavailable` when there is no answer;
   *   the cause holds the system's error
   */
  request(call: EgressCall): Promise<EgressResponse>;
}

const MAX_REDIRECTS = 5;
const BODY_LIMIT_BYTES = 10 * 1024 * 1024;

export function createEgress(rules: AddressRules): Egress {
  const send = async (url: URL, call: EgressCall, signal: AbortSignal): Promise<EgressResponse> => {
    checkUrl(url, rules);
    const dispatcher = checkedAgent(url, rules);
    try {
      const answer = await httpRequest(url, {
        dispatcher,
        method: call.method.toUpperCase() as Dispatcher.HttpMethod,
        headers: call.headers ?? {},
        body: call.body ?? null,
        signal,
      });
      return {
        status: answer.statusCode,
        headers: flat(answer.headers),
        body: await bounded(answer.body, url),
      };
    } finally {
      await dispatcher.destroy();
    }
  };

  return {
    async request(call) {
      const limit = AbortSignal.timeout(call.timeoutMs ?? 20_000);
      const signal = call.signal ? AbortSignal.any([call.signal, limit]) : limit;
      let url = parsed(call.url);
      let next = call;
      for (let redirects = 0; ; redirects++) {
        const answer = await send(url, next, signal).catch((error: unknown) => {
          call.signal?.throwIfAborted();
          throw failure(url, error, limit.aborted ? (call.timeoutMs ?? 20_000) : undefined);
        });
        const location = answer.headers['location'];
        const isRedirect = [301, 302, 303, 307, 308].includes(answer.status) && location !== undefined;
        if (!isRedirect || call.followRedirects === false) return answer;
        if (redirects === MAX_REDIRECTS)
          throw invalid(`${call.url} redirects more than ${MAX_REDIRECTS} times.`);
        const target = new URL(location, url);
        next = redirected(next, answer.status, target.origin !== url.origin);
        url = target;
      }
    },
  };
}

/** For the site that was addressed, and no other. */
const CREDENTIALS = /^(authorization|cookie|proxy-authorization|x-api-key|.*token.*|.*secret.*)$/i;
const OF_A_BODY = /^content-(type|length|encoding|language)$/i;

/** What is sent on after a redirect: no credentials to another site, and no body where the answer asks for a GET. Source: Fetch standard, «HTTP-redirect fetch». */
function redirected(call: EgressCall, status: number, isElsewhere: boolean): EgressCall {
  const method = call.method.toUpperCase();
  const becomesGet =
    status === 303 ? method !== 'GET' && method !== 'HEAD' : status < 303 && method === 'POST';
  const headers = Object.entries(call.headers ?? {}).filter(
    ([name]) => !(isElsewhere && CREDENTIALS.test(name)) && !(becomesGet && OF_A_BODY.test(name)),
  );
  const { body, ...rest } = call;
  return {
    ...rest,
    ...(becomesGet ? { method: 'GET' } : body !== undefined && { body }),
    headers: Object.fromEntries(headers),
  };
}

function parsed(text: string): URL {
  const url = URL.parse(text);
  if (!url) throw invalid(`'${text}' is not a URL; give one like https://host/path.`);
  return url;
}

/** Connections of this agent go only to addresses that were checked, so a name cannot change its mind. */
function checkedAgent(url: URL, rules: AddressRules): Agent {
  return new Agent({
    connect: {
      timeout: 10_000,
      lookup: (host, options, done) => {
        lookup(host, { ...options, all: true }, (error, addresses) => {
          if (error) return void done(error, []);
          try {
            for (const { address } of addresses) checkAddress(url, address, rules);
            done(null, addresses);
          } catch (refusal) {
            done(refusal as Error, []);
          }
        });
      },
    },
  });
}

async function bounded(body: AsyncIterable<Buffer>, url: URL): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > BODY_LIMIT_BYTES)
      throw invalid(`${url.origin} answered more than ${BODY_LIMIT_BYTES / 1024 / 1024} MB.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

const flat = (headers: Record<string, string | string[] | undefined>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), [value ?? ''].flat().join(', ')]),
  );

function failure(url: URL, error: unknown, timedOutMs: number | undefined): AppError {
  if (error instanceof AppError) return error;
  const why = timedOutMs === undefined ? (error as Error).message : `no answer within ${timedOutMs / 1000} s`;
  return unavailable(`${url.origin} cannot be reached: ${why}`, { cause: error });
}
