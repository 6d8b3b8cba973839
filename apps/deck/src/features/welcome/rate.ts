/** A counter, and when it was seen. */
export interface Count {
  at: number;
  requests: number;
}

/** Per second, from the first to the last; undefined before there are two. A counter that began anew is 0. */
export function rateOf(counts: readonly Count[]): number | undefined {
  const first = counts[0];
  const last = counts.at(-1);
  if (!first || !last || last.at - first.at < 500) return undefined;
  return Math.max(0, ((last.requests - first.requests) * 1_000) / (last.at - first.at));
}
