import type { Context, StageExecution, TaskExecution } from '@gennaker/contracts/orca';
import { AppError, messageOf, type ErrorCode } from '@gennaker/kernel';
import { merged } from './context.ts';
import { failedExpressions } from './expressions.ts';
import type { TaskFailure } from './message.ts';

interface ExceptionDetails {
  error?: string;
  errors?: string[];
}

/** The words that Spinnaker's clients know. */
const EXCEPTION_TYPES: Record<ErrorCode, string> = {
  invalid: 'IllegalArgumentException',
  unauthenticated: 'AuthenticationException',
  forbidden: 'AccessDeniedException',
  notFound: 'NotFoundException',
  conflict: 'ConflictException',
  unavailable: 'ServiceUnavailableException',
  internal: 'SystemException',
};

/** What was thrown, as data. Network errors may pass; other errors only when they say so. Source: A8. */
export function failureOf(error: unknown): TaskFailure {
  const name =
    error instanceof AppError ? EXCEPTION_TYPES[error.code] : error instanceof Error ? error.name : 'Error';
  const errors = error instanceof AppError ? error.errors : undefined;
  const retryable = error instanceof AppError ? error.retryable : isNetworkError(error);
  return { name, message: messageOf(error), retryable, ...(errors ? { errors } : {}) };
}

const NETWORK = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EAI_AGAIN',
  'ENOTFOUND',
  'UND_ERR_SOCKET',
]);

const isNetworkError = (error: unknown): boolean =>
  error instanceof Error &&
  (NETWORK.has(String((error as { code?: unknown }).code)) ||
    (error.cause !== undefined && isNetworkError(error.cause)));

/** The shape under which clients look for an error: `ctx.exception`. Source: orca `DefaultExceptionHandler`. */
export const exceptionOf = (failure: TaskFailure, operation: string, now: number): Context => ({
  exceptionType: failure.name,
  operation,
  shouldRetry: failure.retryable,
  timestamp: now,
  details: {
    error: 'Unexpected Task Failure',
    errors: failure.errors ?? [failure.message],
    stackTrace: `${failure.name}: ${failure.message}`,
    ...failure.details,
  },
});

/** Shows an error at its stage and its task. */
export function recordException(
  stage: StageExecution,
  failure: TaskFailure,
  operation: string,
  now: number,
): void {
  stage.context = merged(stage.context, { exception: exceptionOf(failure, operation, now) });
}

/**
 * Gathers all that went wrong in `exception.details.errors`: failed expressions, and once more the
 * errors of tasks that were passed over. Source: `StageExecution.includeExpressionEvaluationSummary`.
 */
export function summarizeErrors(stage: StageExecution): void {
  const passedOver = stage.status === 'FAILED_CONTINUE' ? stage.tasks.flatMap(errorsOfTask) : [];
  const expressions = failedExpressions(stage);
  if (passedOver.length === 0 && expressions.length === 0) return;
  const exception = (stage.context['exception'] ?? {}) as { details?: ExceptionDetails };
  const details: ExceptionDetails = exception.details ?? {
    error: 'Failed Expression Evaluation',
    errors: [],
  };
  const errors = [...(details.errors ?? []), ...passedOver, ...expressions];
  stage.context = { ...stage.context, exception: { ...exception, details: { ...details, errors } } };
}

function errorsOfTask({ name, taskExceptionDetails }: TaskExecution): string[] {
  const { details } = (taskExceptionDetails['exception'] ?? {}) as { details?: ExceptionDetails };
  return details ? [`${name}:`, details.error ?? '', ...(details.errors ?? [])] : [];
}
