import { pino, type DestinationStream } from 'pino';
import { AppError, messageOf } from '../errors/app-error.ts';
import { caller } from '../identity/caller.ts';

type Fields = Record<string, unknown>;

/** Constant messages, facts as fields. `error`: a person must act; `warn`: it healed itself. */
export interface Logger {
  debug(message: string, fields?: Fields): void;
  info(message: string, fields?: Fields): void;
  warn(message: string, fields?: Fields): void;
  error(message: string, fields?: Fields): void;
  /** A logger that adds fields to every line. */
  with(fields: Fields): Logger;
}

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';

export interface LoggerOptions {
  level?: LogLevel;
  /** A file; default: standard error. */
  file?: string;
  destination?: DestinationStream;
}

/**
 * JSON lines, each with the request, execution, stage and user that it belongs to.
 *
 * @throws AppError `forbidden` when the file cannot be written
 */
export function createLogger({ level = 'info', file, destination }: LoggerOptions = {}): Logger {
  const sink = destination ?? sinkFor(file);
  const root = pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      mixin: ambient,
    },
    sink,
  );
  return wrap(root as PinoLevels);
}

function sinkFor(file: string | undefined): DestinationStream {
  try {
    return pino.destination({ dest: file ?? 2, sync: true, mkdir: true });
  } catch (error) {
    throw new AppError(
      'forbidden',
      `The log file ${file} cannot be written: ${messageOf(error)}. Give this user the right to write there, or choose another folder with GENNAKER_HOME.`,
      { cause: error },
    );
  }
}

function ambient(): Fields {
  const { user, requestId, executionId, stageId, application } = caller();
  return { ...(user === 'anonymous' ? {} : { user }), requestId, executionId, stageId, application };
}

interface PinoLevels extends Record<
  'debug' | 'info' | 'warn' | 'error',
  (fields: Fields, message: string) => void
> {
  child(fields: Fields): unknown;
}

const wrap = (inner: PinoLevels): Logger => ({
  debug: (message, fields = {}) => inner.debug(fields, message),
  info: (message, fields = {}) => inner.info(fields, message),
  warn: (message, fields = {}) => inner.warn(fields, message),
  error: (message, fields = {}) => inner.error(fields, message),
  with: (fields) => wrap(inner.child(fields) as PinoLevels),
});

/** Says nothing; for tests. */
export const silentLogger: Logger = createLogger({ level: 'silent' });
