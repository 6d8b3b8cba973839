const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
/** Steps that people count in. */
const STEPS = [
  ...[0.5, 1, 2, 5, 10, 15, 30].map((n) => n * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((n) => n * MINUTE),
  ...[1, 2, 4, 8, 12, 24, 48, 96].map((n) => n * HOUR),
];

const MOST_USUAL = 3;

/** A time axis from 0 to `total` ms, with a line each `step`. */
export interface Scale {
  total: number;
  step: number;
  /** Where a time stands, in percent; not beyond the end. */
  at(ms: number): number;
}

/** The axis for a length of time: four to seven steps, and a whole number of them. */
export function scaleFor(longest: number): Scale {
  const wanted = Math.max(longest, SECOND);
  const step = STEPS.find((candidate) => wanted / candidate <= 6) ?? Math.ceil(wanted / 6 / HOUR) * HOUR;
  const total = Math.ceil((wanted * 1.02) / step) * step;
  return { total, step, at: (ms) => Math.min(100, Math.max(0, (ms / total) * 100)) };
}

/**
 * All rows of a pipeline share one scale: what 95 in 100 of them need, but not so much that the usual run is a
 * speck (a night's wait for a person among minutes). Longer ones end in a torn edge.
 */
export function sharedScale(lengths: readonly number[]): Scale {
  const sorted = lengths.toSorted((a, b) => a - b);
  const usual = sorted[Math.floor((sorted.length - 1) / 2)] ?? MINUTE;
  return scaleFor(Math.min(sorted[Math.ceil(sorted.length * 0.95) - 1] ?? MINUTE, usual * MOST_USUAL));
}

export const ticksOf = ({ total, step }: Scale): number[] =>
  Array.from({ length: Math.floor(total / step) + 1 }, (_, index) => index * step);

/** `0`, `30 s`, `5 min`, `2 h`. */
export function tickLabel(ms: number): string {
  if (ms === 0) return '0';
  if (ms < MINUTE) return `${ms / SECOND} s`;
  if (ms % HOUR === 0) return `${ms / HOUR} h`;
  return ms % MINUTE === 0
    ? `${ms / MINUTE} min`
    : `${Math.floor(ms / MINUTE)}:${String((ms / SECOND) % 60).padStart(2, '0')}`;
}
