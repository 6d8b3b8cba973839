import { duration } from '../words/time.ts';
import { useNow } from './use-now.ts';

/** A length of time; it counts on while there is no end. */
export function Duration({ from, to }: { from: number; to?: number }) {
  const now = useNow(1_000, to === undefined);
  return <span className="num">{duration((to ?? Math.max(now, from)) - from)}</span>;
}
