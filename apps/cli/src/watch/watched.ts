import { complain } from '../terminal.ts';

/** Runs `work`; who ends it with Ctrl-C is told that the execution goes on, and how to come back to it. */
export async function watched<T>(id: string, work: () => Promise<T>): Promise<T> {
  const leave = (): void => {
    complain(`\nThe execution goes on. Watch it again: gennaker watch ${id}`);
    process.exit(130);
  };
  process.once('SIGINT', leave);
  try {
    return await work();
  } finally {
    process.off('SIGINT', leave);
  }
}
