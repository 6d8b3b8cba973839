import { histogram } from '../metrics/registry.ts';

const durations = histogram({
  name: 'http_server_requests_seconds',
  help: 'Time from a request to its answer, without streaming.',
  labels: ['service', 'method', 'status'],
});

/** Measures requests. */
export const httpMetrics = {
  start(service: string, method: string): (status: number) => void {
    const begin = performance.now();
    return (status) =>
      durations.observe({ service, method, status: String(status) }, (performance.now() - begin) / 1000);
  },
};
