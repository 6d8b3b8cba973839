import { unavailable, messageOf, type AppError } from '../errors/app-error.ts';

/** SQLSTATE: connection exceptions, too many connections, and a server that shuts down, has crashed or starts. */
const SQL_STATES = /^(08...|53300|57P0[123])$/;
const CONNECTION_CODES = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT']);
/** What `pg` says, without a code, about connections that it has lost or did not get in time. */
const CONNECTION_TEXTS =
  /^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect)/;

/**
 * A database that is away for a moment is no bug of whoever asked it: the same may succeed later.
 *
 * @returns undefined when something else is the matter
 */
export function lostDatabase(error: unknown): AppError | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code = '', syscall, message } = error as NodeJS.ErrnoException;
  const isLost =
    SQL_STATES.test(code) ||
    CONNECTION_CODES.has(code) ||
    (code === 'ENOENT' && syscall === 'connect') || // the socket of a server that has ended
    CONNECTION_TEXTS.test(message);
  return isLost
    ? unavailable(`The database cannot be reached: ${messageOf(error)}`, { cause: error })
    : undefined;
}
