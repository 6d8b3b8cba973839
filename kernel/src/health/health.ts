import type { Front } from '../http/server.ts';
import { messageOf } from '../errors/app-error.ts';
import { metrics } from '../metrics/registry.ts';

/** Asks one thing that a service needs; throws when it is not well. */
export type HealthCheck = () => Promise<unknown>;

interface Health {
  status: 'UP' | 'DOWN';
  components: Record<string, { status: 'UP' | 'DOWN'; details?: { error: string } }>;
}

/** How long a check may take before it counts as failed. */
const CHECK_LIMIT_MS = 3_000;

async function healthOf(checks: Record<string, HealthCheck>): Promise<Health> {
  const components: Health['components'] = {};
  await Promise.all(
    Object.entries(checks).map(async ([name, check]) => {
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise((_, reject) => {
        timer = setTimeout(
          () => reject(new Error(`no answer within ${CHECK_LIMIT_MS / 1000} s`)),
          CHECK_LIMIT_MS,
        );
      });
      try {
        await Promise.race([check(), late]);
        components[name] = { status: 'UP' };
      } catch (error) {
        components[name] = { status: 'DOWN', details: { error: messageOf(error) } };
      } finally {
        clearTimeout(timer);
      }
    }),
  );
  const isUp = Object.values(components).every(({ status }) => status === 'UP');
  return { status: isUp ? 'UP' : 'DOWN', components };
}

/**
 * `/health` (all that the service needs, 503 when one is down), `/health/liveness` (the process answers),
 * `/health/readiness` (as `/health`, and not draining) and `/metrics` (Prometheus). Source: Spring's actuator.
 */
export function healthFront(checks: Record<string, HealthCheck>, isDraining: () => boolean): Front {
  return async (request, response) => {
    const path = (request.url ?? '').split('?')[0];
    if (request.method !== 'GET') return false;
    if (path === '/metrics') {
      response.writeHead(200, { 'content-type': metrics.contentType }).end(await metrics.metrics());
      return true;
    }
    if (path === '/health/liveness') return answer({ status: 'UP' }, true);
    if (path !== '/health' && path !== '/health/readiness') return false;
    if (isDraining()) return answer({ status: 'OUT_OF_SERVICE', reason: 'shutting down' }, false);
    const health = await healthOf(checks);
    return answer(health, health.status === 'UP');

    function answer(body: object, isWell: boolean): boolean {
      response
        .writeHead(isWell ? 200 : 503, { 'content-type': 'application/json' })
        .end(JSON.stringify(body));
      return true;
    }
  };
}
