import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';

/** All metrics of this process, scraped at `/metrics` of every service. */
export const metrics = new Registry();
collectDefaultMetrics({ register: metrics, prefix: 'gennaker_' });

interface Spec {
  /** Without the `gennaker_` prefix; ends in the unit. */
  name: string;
  help: string;
  labels?: string[];
}

const named = ({ name, help, labels = [] }: Spec) => ({
  name: `gennaker_${name}`,
  help,
  labelNames: labels,
  registers: [metrics],
});

export const counter = (spec: Spec): Counter => new Counter(named(spec));
export const gauge = (spec: Spec): Gauge => new Gauge(named(spec));

/** Seconds from 1 ms to 1 min unless `buckets` says otherwise. */
export const histogram = (spec: Spec & { buckets?: number[] }): Histogram =>
  new Histogram({
    ...named(spec),
    buckets: spec.buckets ?? [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 60],
  });
