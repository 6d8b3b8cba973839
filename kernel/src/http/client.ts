import { createORPCClient, ORPCError } from '@orpc/client';
import type { AnyContractRouter, ContractRouterClient } from '@orpc/contract';
import { StandardOpenAPILink } from '@orpc/openapi-client/standard';
import type { StandardLazyResponse, StandardRequest } from '@orpc/standard-server';
import { AppError, codeOfStatus, messageOf, unavailable } from '../errors/app-error.ts';
import { caller, callerHeaders } from '../identity/caller.ts';
import { traceHeaders } from '../tracing/tracing.ts';
import { fromTransport, toTransport } from './errors.ts';
import { overHttp } from './http-transport.ts';
import type { Service } from './service.ts';

/** Where a service is: in this process, at a URL, or behind a Unix socket. */
export type Target = Pick<Service, 'handle'> | string | { socketPath: string };

export interface ConnectOptions {
  /** The name that stands in messages when the other side cannot be reached. */
  name?: string;
  /** Name of the calling service; tells internal calls from those of users. */
  from?: string;
}

/** What a service is called through: the contract's procedures as functions. */
export type ClientOf<C extends AnyContractRouter> = ContractRouterClient<C>;

/** A typed client of a contract. Errors arrive as AppError, wherever the service runs. */
export function connect<C extends AnyContractRouter>(
  contract: C,
  target: Target,
  { name = 'the service', from }: ConnectOptions = {},
): ClientOf<C> {
  const call = transportTo(target);
  const link = new StandardOpenAPILink(
    contract,
    { call: (request) => call(request) },
    {
      url: typeof target === 'string' ? target : 'http://localhost',
      headers: () => ({
        ...callerHeaders(caller()),
        ...traceHeaders(),
        ...(from === undefined ? {} : { 'x-gennaker-service': from }),
      }),
      customErrorResponseBodyDecoder: (body, response) => toTransport(errorOf(body, response.status)),
      interceptors: [
        async ({ next }) => {
          try {
            return await next();
          } catch (error) {
            if (error instanceof AppError) throw error;
            if (error instanceof ORPCError) throw fromTransport(error);
            if (error instanceof Error && error.name === 'AbortError') throw error;
            throw unavailable(`${name} cannot be reached: ${messageOf(error)}`, { cause: error });
          }
        },
      ],
    },
  );
  return createORPCClient(link);
}

type Call = (request: StandardRequest) => Promise<StandardLazyResponse>;

function transportTo(target: Target): Call {
  if (typeof target === 'string') return overHttp();
  if ('socketPath' in target) return overHttp(target.socketPath);
  return async (request) => {
    const response = await target.handle({ ...request, body: () => Promise.resolve(request.body) });
    return { ...response, body: () => Promise.resolve(response.body) };
  };
}

function errorOf(body: unknown, status: number): AppError {
  const { message, detail, errors } = (body ?? {}) as {
    message?: string;
    detail?: string;
    errors?: string[];
  };
  return new AppError(codeOfStatus(status), message ?? detail ?? `HTTP status ${status}`, { status, errors });
}
