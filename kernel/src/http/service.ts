import type { AnyContractRouter } from '@orpc/contract';
import { StandardOpenAPIHandler } from '@orpc/openapi/standard';
import { ORPCError } from '@orpc/server';
import type { AnyRouter } from '@orpc/server';
import type { StandardLazyRequest, StandardResponse } from '@orpc/standard-server';
import { allowAll, type Policy } from '../authorization/policy.ts';
import { AppError, forbidden, messageOf } from '../errors/app-error.ts';
import { newId } from '../ids/ulid.ts';
import { caller, callerOf, withCaller } from '../identity/caller.ts';
import type { Logger } from '../logging/logger.ts';
import { lostDatabase } from '../sql/lost-database.ts';
import { inSpan } from '../tracing/tracing.ts';
import { encodeError, problemBody, toTransport } from './errors.ts';
import { httpMetrics } from './metrics.ts';
import { allowedMethods, routesOf } from './routes.ts';

/** A running service: takes a request, gives an answer; in this process or behind a port. */
export interface Service {
  readonly name: string;
  readonly contract: AnyContractRouter;
  handle(request: StandardLazyRequest): Promise<StandardResponse>;
}

export interface ServiceOptions {
  name: string;
  contract: AnyContractRouter;
  /** Made with `implement` from the same contract. */
  router: AnyRouter;
  log: Logger;
  policy?: Policy;
}

/** Makes a service of a contract and its implementation. */
export function createService({ name, contract, router, log, policy = allowAll }: ServiceOptions): Service {
  const routes = routesOf(contract);

  const handler = new StandardOpenAPIHandler<Record<never, never>>(router as never, {
    customErrorResponseBodyEncoder: encodeError,
    clientInterceptors: [
      async ({ next, input, procedure }) => {
        const { meta, route } = procedure['~orpc'];
        const { method, path } = route;
        const need = (meta as { allow: string }).allow;
        try {
          if (!(await policy({ need, input, caller: caller() }))) throw forbidden('Access is denied');
          return await next();
        } catch (error) {
          if (error instanceof AppError) throw toTransport(error);
          if (error instanceof ORPCError && error.status < 500) throw error;
          const lost = lostDatabase(error);
          if (lost) {
            log.warn('Request failed: the database is away', { method, path, err: error });
            throw toTransport(lost);
          }
          log.error('Request failed', { method, path, err: error });
          throw toTransport(
            new AppError('internal', `Internal error: ${messageOf(error)}`, { cause: error }),
          );
        }
      },
    ],
  });

  const answer = async (request: StandardLazyRequest): Promise<StandardResponse> => {
    const { matched, response } = await handler.handle(request, { context: {} });
    if (matched) return isProblem(response.body) ? asProblem(response, request.url.pathname) : response;
    const allowed = allowedMethods(routes, request.url.pathname);
    const status = allowed.length > 0 ? 405 : 404;
    const detail =
      status === 405
        ? `Method '${request.method}' is not supported.`
        : `No static resource ${request.url.pathname.slice(1)}.`;
    const headers: Record<string, string> = { 'content-type': 'application/problem+json' };
    if (status === 405) headers['allow'] = allowed.join(', ');
    return { status, headers, body: problemBody(status, detail, request.url.pathname) };
  };

  return {
    name,
    contract,
    handle(request) {
      const who = callerOf(request.headers);
      who.requestId ??= newId();
      return withCaller(who, () =>
        inSpan(
          `${name} ${request.method} ${request.url.pathname}`,
          { headers: request.headers },
          async () => {
            const stop = httpMetrics.start(name, request.method);
            const response = await answer(request);
            stop(response.status);
            return response;
          },
        ),
      );
    },
  };
}

const isProblem = (body: unknown): body is { type: string } =>
  typeof body === 'object' && body !== null && 'type' in body && body.type === 'about:blank';

const asProblem = (response: StandardResponse, instance: string): StandardResponse => ({
  ...response,
  headers: { ...response.headers, 'content-type': 'application/problem+json' },
  body: { ...(response.body as object), instance },
});
