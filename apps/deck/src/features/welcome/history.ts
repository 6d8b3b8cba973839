/** What each version had answered, at one moment. */
export interface Moment {
  at: number;
  /** Requests by version, counted since the agent started. */
  counts: Readonly<Record<string, number>>;
}

/** So long a look back. */
export const HISTORY_MS = 120_000;

/** With the newest moment, without what is too old. A counter may be seen twice a second; one is kept. */
export function withMoment(history: readonly Moment[], moment: Moment): Moment[] {
  const kept = history.filter(({ at }) => moment.at - at <= HISTORY_MS);
  const last = kept.at(-1);
  return last && moment.at - last.at < 900 ? kept : [...kept, moment];
}

/** A rate is over so many moments: a single one is as uneven as the news are. */
const OVER = 4;

export interface Point {
  at: number;
  /** Requests per second by version, over the moments before. */
  rates: Readonly<Record<string, number>>;
}

/** Rates from counters; a counter that is new or began anew is 0. */
export function ratesOf(history: readonly Moment[]): Point[] {
  return history.slice(OVER).map(({ at, counts }, index) => {
    const before = history[index] as Moment;
    const seconds = (at - before.at) / 1_000;
    const rates = Object.entries(counts).map(([version, count]): [string, number] => [
      version,
      Math.max(0, (count - (before.counts[version] ?? count)) / seconds),
    ]);
    return { at, rates: Object.fromEntries(rates) };
  });
}

/** The outline of stacked areas, one a version, in the order of `versions` from the ground up. */
export function stacked(
  points: readonly Point[],
  versions: readonly string[],
): { low: number; high: number }[][] {
  return versions.map((version, layer) =>
    points.map(({ rates }) => {
      const low = versions.slice(0, layer).reduce((sum, one) => sum + (rates[one] ?? 0), 0);
      return { low, high: low + (rates[version] ?? 0) };
    }),
  );
}
