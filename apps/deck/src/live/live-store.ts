import { useSyncExternalStore } from 'react';
import type { LiveState } from './stream.ts';

interface Live {
  state: LiveState;
  /** Services that the platform cannot reach just now. */
  unavailable: readonly string[];
  retry(): void;
}

let live: Live = { state: { is: 'connecting' }, unavailable: [], retry: () => undefined };
const listeners = new Set<() => void>();

export function setLive(change: Partial<Live>): void {
  live = { ...live, ...change };
  for (const listener of listeners) listener();
}

export const getLive = (): Live => live;

/** How live the page is. */
export const useLive = (): Live =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => live,
  );
