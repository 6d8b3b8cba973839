import { ORPCError } from '@orpc/server';
import { AppError, codeOfStatus, type ErrorCode } from '../errors/app-error.ts';
import { faultText } from '../errors/fault-text.ts';

type Issue = Parameters<typeof faultText>[0];

/** What an ORPCError carries so that the client can rebuild the AppError. */
interface Carried {
  code: ErrorCode;
  retryable: boolean;
  errors?: string[] | undefined;
  /** The request could not be read: answered with a problem document. */
  problem?: boolean;
}

/** One line for each faulty field of a request. */
const faultsOf = (issues: readonly Issue[], input: unknown): string[] =>
  issues.map((issue) => {
    const text = faultText(issue, input, ['body', 'query', 'params']);
    return issue.path?.length === 1 ? `request body: ${text}` : text;
  });

/** Puts an AppError into oRPC's own kind of error. */
export function toTransport(error: AppError, { problem = false } = {}): ORPCError<string, Carried> {
  const { code, retryable, errors, status, message } = error;
  return new ORPCError(code, { status, message, data: { code, retryable, errors, problem }, cause: error });
}

/** Reads back what `toTransport`, or oRPC's own validation, has thrown. */
export function fromTransport(error: ORPCError<string, unknown>): AppError {
  const data = (error.data ?? {}) as Partial<Carried> & { issues?: Issue[] };
  if (data.issues && error.status === 400) {
    const errors = faultsOf(data.issues, (error.cause as { data?: unknown } | undefined)?.data);
    return new AppError('invalid', `Invalid request: ${errors.join('; ')}`, { errors, cause: error });
  }
  return new AppError(data.code ?? codeOfStatus(error.status), error.message, {
    status: error.status,
    errors: data.errors,
    ...(data.retryable === undefined ? {} : { retryable: data.retryable }),
    cause: error,
  });
}

const REASON: Record<number, string> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  412: 'Precondition Failed',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Content',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
};

const reasonOf = (status: number): string => REASON[status] ?? 'Error';

/**
 * The body of every error. Source: gate `GenericErrorController`; `exception` names our code
 * instead of a Java class.
 */
export function errorBody(error: AppError): Record<string, unknown> {
  return {
    error: reasonOf(error.status),
    exception: error.code,
    ...(error.errors ? { errors: error.errors } : {}),
    message: error.message,
    status: error.status,
    timestamp: new Date().toISOString().replace('Z', '+00:00'),
  };
}

/** The body that an error of oRPC is answered with. */
export function encodeError(error: ORPCError<string, unknown>): Record<string, unknown> {
  const { problem } = (error.data ?? {}) as Partial<Carried>;
  return problem ? problemBody(error.status, error.message, '') : errorBody(fromTransport(error));
}

/** What is refused before a route is found, or before its body could be read. Source: Spring's `ProblemDetail`. */
export function problemBody(status: number, detail: string, instance: string): Record<string, unknown> {
  return { type: 'about:blank', title: reasonOf(status), status, detail, instance };
}
