import type { LoadBalancer } from './load-balancer.ts';
import { LATENCY_BUCKETS, type TrafficMeter } from './traffic-meter.ts';

/** All load balancers in Prometheus' text format, each as a whole and by server group. */
export function prometheusText(balancers: readonly LoadBalancer[]): string {
  const series = balancers.flatMap((balancer) =>
    [...balancer.perServerGroup].map(([group, meter]) => ({
      labels: `load_balancer="${escape(balancer.record.name)}",server_group="${escape(group)}"`,
      meter,
    })),
  );
  const totals = balancers.map(({ record, total }) => ({
    labels: `load_balancer="${escape(record.name)}"`,
    meter: total,
  }));
  return [
    ...family(
      'gennaker_server_group_requests_total',
      'counter',
      'Requests that a server group got.',
      series,
      requests,
    ),
    ...family(
      'gennaker_server_group_errors_total',
      'counter',
      'Of these: 5xx, or not answered.',
      series,
      errors,
    ),
    ...family(
      'gennaker_server_group_retries_total',
      'counter',
      'Given to another instance.',
      series,
      retries,
    ),
    ...family('gennaker_server_group_in_flight', 'gauge', 'Requests that run now.', series, inFlight),
    ...histogram('gennaker_server_group_latency_seconds', 'Until the first byte of the answer.', series),
    ...family('gennaker_load_balancer_requests_total', 'counter', 'Requests.', totals, requests),
    ...family(
      'gennaker_load_balancer_errors_total',
      'counter',
      'Of these: 5xx, or not answered.',
      totals,
      errors,
    ),
    ...family('gennaker_load_balancer_in_flight', 'gauge', 'Requests that run now.', totals, inFlight),
    ...histogram('gennaker_load_balancer_latency_seconds', 'Until the first byte of the answer.', totals),
    '',
  ].join('\n');
}

interface Series {
  labels: string;
  meter: TrafficMeter;
}

const requests = (meter: TrafficMeter) => meter.requests;
const errors = (meter: TrafficMeter) => meter.errors;
const retries = (meter: TrafficMeter) => meter.retries;
const inFlight = (meter: TrafficMeter) => meter.inFlight;

const family = (
  name: string,
  type: string,
  help: string,
  series: Series[],
  of: (meter: TrafficMeter) => number,
) => [
  `# HELP ${name} ${help}`,
  `# TYPE ${name} ${type}`,
  ...series.map(({ labels, meter }) => `${name}{${labels}} ${of(meter)}`),
];

const histogram = (name: string, help: string, series: Series[]) => [
  `# HELP ${name} ${help}`,
  `# TYPE ${name} histogram`,
  ...series.flatMap(({ labels, meter }) => {
    let count = 0;
    const lines = [...LATENCY_BUCKETS, Infinity].map((bound, index) => {
      count += meter.buckets[index] ?? 0;
      return `${name}_bucket{${labels},le="${bound === Infinity ? '+Inf' : bound}"} ${count}`;
    });
    return [...lines, `${name}_sum{${labels}} ${meter.secondsSum}`, `${name}_count{${labels}} ${count}`];
  }),
];

const escape = (text: string): string =>
  text.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n');
