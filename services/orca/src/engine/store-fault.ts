/** SQLSTATE classes for data that cannot be stored: bad values, broken constraints, too much of it. */
const DATA_CLASSES = new Set(['22', '23', '42', '54']);

/** Whether trying the same again is of no use. Lost connections, deadlocks and a full disk pass. */
export function isDataFault(error: unknown): boolean {
  const code = (error as { code?: unknown } | undefined)?.code;
  if (typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code)) return DATA_CLASSES.has(code.slice(0, 2));
  // A bug of ours before anything was sent.
  return error instanceof TypeError || error instanceof RangeError || error instanceof SyntaxError;
}
