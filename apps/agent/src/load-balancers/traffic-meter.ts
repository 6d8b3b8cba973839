import type { Traffic } from '@gennaker/contracts/agent';
import type { Clock } from '@gennaker/kernel/core';

/** Upper bounds in seconds: 250 µs to a minute, each about 1.6 times the one before, so that quantiles are near. */
export const LATENCY_BUCKETS = [
  0.00025, 0.0005, 0.00075, 0.001, 0.0015, 0.0025, 0.004, 0.006, 0.01, 0.015, 0.025, 0.04, 0.06, 0.1, 0.15,
  0.25, 0.4, 0.6, 1, 1.5, 2.5, 4, 6, 10, 15, 30, 60,
] as const;

const WINDOW_SECONDS = 10;

interface Second {
  second: number;
  requests: number;
  errors: number;
  buckets: Uint32Array;
}

export interface Sample {
  failed: boolean;
  /** Until the first byte of the answer; undefined for a WebSocket. */
  seconds: number | undefined;
}

/** Counts requests: all of them, and those of the last ten full seconds. */
export class TrafficMeter {
  requests = 0;
  errors = 0;
  inFlight = 0;
  retries = 0;
  secondsSum = 0;
  /** Per bucket, not cumulated; the last one is +Inf. */
  readonly buckets = new Float64Array(LATENCY_BUCKETS.length + 1);
  readonly #clock: Clock;
  readonly #ring: Second[];

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#ring = Array.from({ length: WINDOW_SECONDS + 1 }, () => ({
      second: -1,
      requests: 0,
      errors: 0,
      buckets: new Uint32Array(LATENCY_BUCKETS.length + 1),
    }));
  }

  record({ failed, seconds }: Sample): void {
    const now = this.#second();
    this.requests += 1;
    now.requests += 1;
    if (failed) {
      this.errors += 1;
      now.errors += 1;
    }
    if (seconds === undefined) return;
    const found = LATENCY_BUCKETS.findIndex((bound) => seconds <= bound);
    const bucket = found === -1 ? LATENCY_BUCKETS.length : found;
    this.secondsSum += seconds;
    this.buckets[bucket] = (this.buckets[bucket] ?? 0) + 1;
    now.buckets[bucket] = (now.buckets[bucket] ?? 0) + 1;
  }

  view(): Traffic {
    const current = Math.floor(this.#clock.now() / 1000);
    const window = this.#ring.filter(({ second }) => second < current && second >= current - WINDOW_SECONDS);
    const sum = (of: (second: Second) => number) => window.reduce((total, second) => total + of(second), 0);
    const buckets = LATENCY_BUCKETS.map((_, index) => sum((second) => second.buckets[index] ?? 0));
    const beyond = sum((second) => second.buckets[LATENCY_BUCKETS.length] ?? 0);
    return {
      requests: this.requests,
      errors: this.errors,
      inFlight: this.inFlight,
      retries: this.retries,
      rps: sum(({ requests }) => requests) / WINDOW_SECONDS,
      errorsPerSecond: sum(({ errors }) => errors) / WINDOW_SECONDS,
      p50Ms: quantileMs(buckets, beyond, 0.5),
      p95Ms: quantileMs(buckets, beyond, 0.95),
      p99Ms: quantileMs(buckets, beyond, 0.99),
    };
  }

  #second(): Second {
    const second = Math.floor(this.#clock.now() / 1000);
    const slot = this.#ring[second % this.#ring.length] as Second;
    if (slot.second !== second) {
      slot.second = second;
      slot.requests = 0;
      slot.errors = 0;
      slot.buckets.fill(0);
    }
    return slot;
  }
}

/** Linear within a bucket, as Prometheus' `histogram_quantile`. */
function quantileMs(buckets: readonly number[], beyond: number, quantile: number): number | null {
  const total = buckets.reduce((sum, count) => sum + count, beyond);
  if (total === 0) return null;
  let rank = quantile * total;
  for (const [index, bound] of LATENCY_BUCKETS.entries()) {
    const count = buckets[index] ?? 0;
    if (count > 0 && rank <= count) {
      const low = LATENCY_BUCKETS[index - 1] ?? 0;
      return round((low + ((bound - low) * rank) / count) * 1000);
    }
    rank -= count;
  }
  return round((LATENCY_BUCKETS.at(-1) ?? 0) * 1000);
}

const round = (ms: number): number => Math.round(ms * 100) / 100;
