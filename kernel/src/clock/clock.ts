/** The time, as a dependency. */
export interface Clock {
  /** Epoch ms. */
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };

interface Span {
  days?: number;
  hours?: number;
  minutes?: number;
  seconds?: number;
  ms?: number;
}

/** A clock that stands still until it is told to move. */
export function testClock(
  start = '2026-01-01T00:00:00Z',
): Clock & { advance(by: Span): void; set(at: string | number): void } {
  let now = new Date(start).getTime();
  return {
    now: () => now,
    advance: ({ days = 0, hours = 0, minutes = 0, seconds = 0, ms = 0 }) => {
      now += (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000 + ms;
    },
    set: (at) => {
      now = new Date(at).getTime();
    },
  };
}
