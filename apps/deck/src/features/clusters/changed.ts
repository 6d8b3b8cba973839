import type { Change } from '@gennaker/contracts/stream';
import { keyOf } from './infrastructure.ts';

export interface Placed {
  account: string;
  region: string;
  name: string;
}

/** A list with one thing changed in place, added or taken out. What the stream says was seen just now. */
export function changed<T extends Placed>(all: readonly T[], { id, action, value, at }: Change): T[] {
  if (action === 'delete') return all.filter((one) => keyOf(one) !== id);
  const next = { ...(value as T), lastSeen: at, stale: undefined };
  return all.some((one) => keyOf(one) === id)
    ? all.map((one) => (keyOf(one) === id ? next : one))
    : [...all, next];
}
