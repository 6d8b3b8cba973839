import type { Sample, TrafficMeter } from './traffic-meter.ts';

/** One request as it is counted: it ends, or goes to another server group's instance. */
export interface Counting {
  end(sample: Sample): void;
  retry(): void;
}

/** Begins to count a request in each of the meters. */
export function countIn(meters: readonly TrafficMeter[]): Counting {
  for (const meter of meters) meter.inFlight += 1;
  const leave = () => meters.forEach((meter) => (meter.inFlight -= 1));
  return {
    end(sample) {
      leave();
      for (const meter of meters) meter.record(sample);
    },
    retry() {
      leave();
      for (const meter of meters) meter.retries += 1;
    },
  };
}
