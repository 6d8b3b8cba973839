import type { RunRow } from './turn-store.ts';

export interface LeasedRun extends Omit<RunRow, 'worker'> {
  attempt: number;
}

export interface Renewed {
  id: string;
  attempt: number;
  aborted: boolean;
}

/** Task runs and who holds them. Leases go by the database's clock, which all workers share. */
export interface RunStore {
  /** Renews leases. What is not in the answer was taken by another, or is no longer wanted. */
  renew(worker: string, ids: readonly string[], leaseMs: number): Promise<Renewed[]>;
  /**
   * Takes runs that nobody holds, or whose holder is thought dead. `own` are those that the worker itself
   * is at: it may have been unable to renew them, because the database stood still.
   */
  takeOver(
    worker: string,
    options: { limit: number; leaseMs: number; own: readonly string[] },
  ): Promise<LeasedRun[]>;
  /** Gives back what is held, so that another takes it at once. */
  release(worker: string): Promise<void>;
  /** Calls back when there are runs that nobody holds. */
  onFree(listener: () => void): Promise<() => Promise<void>>;
}
