import { ORPCError } from '@orpc/server';
import { AppError, codeOfStatus, type ErrorCode } from '../errors/app-error.ts';

interface Issue {
  message: string;
  path?: readonly (PropertyKey | { key: PropertyKey })[] | undefined;
}

/** What an ORPCError carries so that the client can rebuild the AppError. */
interface Carried {
  code: ErrorCode;
  retryable: boolean;
  errors?: string[] | undefined;
  /** The request could not be read: answered with a problem document. */
  problem?: boolean;
}

/** `body.stages[0].type` as a reader of the request knows it: `stages[0].type`. */
function fieldOf(path: Issue['path'] = []): string {
  const keys = path.map((segment) => (typeof segment === 'object' ? segment.key : segment));
  const within = keys[0] === 'body' || keys[0] === 'query' || keys[0] === 'params' ? keys.slice(1) : keys;
  return within.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`;
    return text === '' ? String(key) : `${text}.${String(key)}`;
  }, '');
}

/** One line for each faulty field of a request. */
function faultsOf(issues: readonly Issue[]): string[] {
  return issues.map((issue) => {
    const field = fieldOf(issue.path);
    return field === '' ? `request body: ${issue.message}` : `${field}: ${issue.message}`;
  });
}

/** Puts an AppError into oRPC's own kind of error. */
export function toTransport(error: AppError, { problem = false } = {}): ORPCError<string, Carried> {
  const { code, retryable, errors, status, message } = error;
  return new ORPCError(code, { status, message, data: { code, retryable, errors, problem }, cause: error });
}

/** Reads back what `toTransport`, or oRPC's own validation, has thrown. */
export function fromTransport(error: ORPCError<string, unknown>): AppError {
  const data = (error.data ?? {}) as Partial<Carried> & { issues?: Issue[] };
  if (data.issues && error.status === 400) {
    const errors = faultsOf(data.issues);
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
