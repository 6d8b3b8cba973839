/**
 * The same value without what PostgreSQL refuses to keep: NUL characters and halves of surrogate pairs.
 * Programs write them into the log lines that reach us as reasons.
 */
export const storable = <T>(value: T): T =>
  value === undefined ? value : (JSON.parse(JSON.stringify(value, clean)) as T);

const clean = (_key: string, value: unknown): unknown =>
  typeof value === 'string' ? value.replaceAll('\0', '').toWellFormed() : value;
