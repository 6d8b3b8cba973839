/** Waits for Ctrl-C or a SIGTERM, or for `ended`; a second Ctrl-C ends the process at once. */
export function untilSignal(ended?: Promise<unknown>): Promise<NodeJS.Signals | 'ended'> {
  return new Promise((resolve) => {
    let asked = false;
    const take = (signal: NodeJS.Signals): void => {
      if (asked) process.exit(130);
      asked = true;
      resolve(signal);
    };
    process.on('SIGINT', take);
    process.on('SIGTERM', take);
    void ended?.then(() => resolve('ended'));
  });
}
