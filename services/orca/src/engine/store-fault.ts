/** SQLSTATE classes that pass: lost connections, conflicts, no room or memory, a shutdown, I/O errors. */
const PASSING = new Set(['08', '25', '40', '53', '55', '57', '58', 'XX']);

/** Whether trying the same again is of no use, because of what is to be stored and not of where. */
export function isDataFault(error: unknown): boolean {
  const code = (error as { code?: unknown } | undefined)?.code;
  if (typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code)) return !PASSING.has(code.slice(0, 2));
  // Without a code: a lost connection, or a bug of ours before anything was sent.
  return error instanceof TypeError || error instanceof RangeError || error instanceof SyntaxError;
}
