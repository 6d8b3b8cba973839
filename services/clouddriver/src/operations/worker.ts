import type { Claim, TaskStore } from '../store/task-store.ts';
import { runTask, type TaskTools } from './run-task.ts';

interface Running {
  claim: Claim;
  abort: AbortController;
  ended: Promise<void>;
}

export interface Worker {
  /** Ends what it does; others go on with it at once. */
  stop(): Promise<void>;
}

/** Takes tasks that nobody works at, holds them with a heartbeat and runs them. */
export async function startWorker(name: string, tools: TaskTools): Promise<Worker> {
  const { store, log, config } = tools;
  const running = new Map<string, Running>();
  let stopped = false;
  let looking: Promise<void> | undefined;
  let again = false;

  const start = (claim: Claim): void => {
    const { id } = claim.task;
    const abort = new AbortController();
    running.get(id)?.abort.abort(); // another had it meanwhile
    const ended = runTask(claim, tools, abort.signal)
      .then(() => (abort.signal.aborted ? giveBack(store, claim) : undefined))
      .catch((error: unknown) => log.warn('Operation task cannot be given back', { task: id, err: error }))
      .finally(() => {
        if (running.get(id)?.abort === abort) running.delete(id);
        if (!stopped) look();
      });
    running.set(id, { claim, abort, ended });
  };

  const claimAll = async (): Promise<void> => {
    do {
      again = false;
      const free = config.concurrency - running.size;
      if (free <= 0) return;
      // After a standstill of this machine its leases have ended, though it goes on.
      const own = [...running.keys()];
      const claims = await store.claim(name, { leaseMs: config.leaseMs, limit: free, own });
      for (const claim of claims) start(claim);
    } while (again && !stopped);
  };
  const look = (): void => {
    again = true;
    if (looking || stopped) return;
    looking = claimAll()
      .catch((error: unknown) => log.warn('Operation tasks cannot be read; trying again', { err: error }))
      .finally(() => (looking = undefined));
  };
  const beat = async (): Promise<void> => {
    if (running.size === 0) return;
    const claims = [...running.values()].map(({ claim }) => claim);
    const held = new Set(await store.renew(claims, config.leaseMs));
    for (const { task } of claims) if (!held.has(task.id)) running.get(task.id)?.abort.abort();
  };

  const unlisten = await store.onSubmitted(look);
  const polling = setInterval(look, config.pollMs);
  const beating = setInterval(() => {
    beat().catch((error: unknown) => log.warn('Leases cannot be renewed; trying again', { err: error }));
  }, config.heartbeatMs);
  look();

  return {
    async stop() {
      stopped = true;
      clearInterval(polling);
      clearInterval(beating);
      await unlisten();
      await looking;
      for (const { abort } of running.values()) abort.abort();
      await Promise.all([...running.values()].map(({ ended }) => ended));
    },
  };
}

const giveBack = (store: TaskStore, claim: Claim): Promise<void> => store.release(claim);
