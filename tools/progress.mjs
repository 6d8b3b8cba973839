const ON_A_TERMINAL_MS = 1_000;
/** A log keeps every line, so it gets fewer of them. */
const IN_A_LOG_MS = 10_000;

/**
 * Says what is being done and that it goes on, on stderr so that a command's own output stays clean.
 * @param {string} what
 * @returns {{ end: (result: string) => void }}
 */
export function startProgress(what) {
  const startedAt = Date.now();
  const seconds = () => Math.round((Date.now() - startedAt) / 1_000);
  const terminal = process.stderr.isTTY;

  process.stderr.write(terminal ? `${what} …` : `${what} …\n`);
  const heartbeat = setInterval(
    () =>
      process.stderr.write(terminal ? `\r${what} … ${seconds()} s` : `  still at it after ${seconds()} s\n`),
    terminal ? ON_A_TERMINAL_MS : IN_A_LOG_MS,
  );
  return {
    end(result) {
      clearInterval(heartbeat);
      process.stderr.write(`${terminal ? '\r\x1b[K' : ''}${result} (${seconds()} s).\n`);
    },
  };
}
