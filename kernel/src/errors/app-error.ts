/** What went wrong, for a program; the message is for a person. Each has one HTTP status. */
export const HTTP_STATUS = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  notFound: 404,
  conflict: 409,
  unavailable: 503,
  internal: 500,
} as const;

export type ErrorCode = keyof typeof HTTP_STATUS;

export interface AppErrorOptions {
  cause?: unknown;
  /** HTTP status where the reference wants another than the code's own, e.g. 422 or 413. */
  status?: number;
  /** Whether the same call may succeed later; default: only `unavailable`. */
  retryable?: boolean;
  /** Further messages, e.g. one for each faulty field. */
  errors?: string[];
}

/** An error that its caller can act on. A plain `Error` means a bug. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;
  readonly status: number;
  readonly retryable: boolean;
  readonly errors: string[] | undefined;

  constructor(code: ErrorCode, message: string, options: AppErrorOptions = {}) {
    super(message, { cause: options.cause });
    this.code = code;
    this.status = options.status ?? HTTP_STATUS[code];
    this.retryable = options.retryable ?? code === 'unavailable';
    this.errors = options.errors;
  }
}

type Make = (message: string, options?: AppErrorOptions) => AppError;
const make =
  (code: ErrorCode): Make =>
  (message, options) =>
    new AppError(code, message, options);

export const invalid = make('invalid');
export const forbidden = make('forbidden');
export const notFound = make('notFound');
export const conflict = make('conflict');
export const unavailable = make('unavailable');

/** The code that an HTTP status stands for, for answers of others. */
export function codeOfStatus(status: number): ErrorCode {
  if (status === 401) return 'unauthenticated';
  if (status === 403) return 'forbidden';
  if (status === 404) return 'notFound';
  if (status === 409) return 'conflict';
  if (status === 429 || status === 502 || status === 503 || status === 504) return 'unavailable';
  return status < 500 ? 'invalid' : 'internal';
}

/** A text for whatever was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
