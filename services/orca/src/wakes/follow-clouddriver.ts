import type { clouddriver } from '@gennaker/contracts/clouddriver';
import type { ClientOf, Logger } from '@gennaker/kernel';

interface Deps {
  clouddriver: ClientOf<typeof clouddriver>;
  wake(keys: readonly string[]): Promise<void>;
  log: Logger;
}

/** Changes that come together wake together: a deployment changes many instances at once. */
const GATHER_MS = 20;
const RETRY_MS = 1_000;
/** What tasks wait for; see `TaskResult.wakeOn`. */
const KINDS = new Set(['operationTask', 'serverGroup', 'loadBalancer']);

/** Follows what changes in the clouds and wakes the tasks that wait for it. @returns a function that ends it */
export function followClouddriver({ clouddriver, wake, log }: Deps): () => Promise<void> {
  const stop = new AbortController();
  const keys = new Set<string>();

  let gathering: NodeJS.Timeout | undefined;
  const flush = (): void => {
    gathering = undefined;
    const due = [...keys];
    keys.clear();
    // What is lost here is made up for by the fallback that every waiting task has.
    wake(due).catch((error: unknown) => log.warn('Waiting tasks cannot be woken', { err: error }));
  };

  const follow = async (): Promise<void> => {
    while (!stop.signal.aborted) {
      try {
        const changes = await clouddriver.infrastructure.changes({}, { signal: stop.signal });
        for await (const change of changes) {
          if (!('id' in change) || !KINDS.has(change.kind)) continue;
          keys.add(`${change.kind}:${String(change.id)}`);
          gathering ??= setTimeout(flush, GATHER_MS);
        }
      } catch (error) {
        if (!stop.signal.aborted)
          log.warn('Changes of the clouds cannot be followed; trying again', { err: error });
      }
      if (!stop.signal.aborted) await new Promise((resolve) => setTimeout(resolve, RETRY_MS).unref());
    }
  };
  const following = follow();
  return async () => {
    stop.abort();
    clearTimeout(gathering);
    await following;
  };
}
