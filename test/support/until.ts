import { setTimeout as pause } from 'node:timers/promises';

export interface UntilOptions {
  timeoutMs?: number;
  everyMs?: number;
  /** What stands in the failure, asked when the time is over. */
  describe?: () => Promise<string> | string;
}

/** Asks again and again until the answer is truthy. @throws when the time is over, saying what was waited for */
export async function until<T>(
  what: string,
  ask: () => Promise<T> | T,
  { timeoutMs = 60_000, everyMs = 100, describe = () => '' }: UntilOptions = {},
): Promise<NonNullable<T>> {
  for (const deadline = Date.now() + timeoutMs; ; await pause(everyMs)) {
    const answer = await ask();
    if (answer) return answer;
    if (Date.now() > deadline) {
      throw new Error(`Not within ${timeoutMs / 1000} s: ${what}\n${await describe()}`);
    }
  }
}

/** The same, while what is asked may be down. */
export const untilUp = <T>(
  what: string,
  ask: () => Promise<T> | T,
  options: UntilOptions = {},
): Promise<NonNullable<T>> => {
  let last: unknown;
  const describe = async () => `${(await options.describe?.()) ?? ''}\nLast failure: ${String(last)}`;
  return until(
    what,
    async () => {
      try {
        return await ask();
      } catch (error) {
        last = error;
        return undefined;
      }
    },
    { ...options, describe },
  );
};
