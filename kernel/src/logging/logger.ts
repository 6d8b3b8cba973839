import { pino, type DestinationStream } from 'pino';
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

/** JSON lines, each with the request, execution, stage and user that it belongs to. */
export function createLogger({ level = 'info', file, destination }: LoggerOptions = {}): Logger {
  const sink = destination ?? pino.destination({ dest: file ?? 2, sync: true, mkdir: true });
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
