import {
  healthFront,
  listen,
  type Front,
  type HealthCheck,
  type Listener,
  type Logger,
  type Service,
} from '@gennaker/kernel';
import { gateFront, responseHeaders } from '@gennaker/gate';
import { portOf, type PlatformConfig, type ServiceName } from './config.ts';

interface Listening {
  config: PlatformConfig;
  log: Logger;
  checks: Record<string, HealthCheck>;
  isDraining: () => boolean;
}

/** Opens the ports of services. @throws AppError `conflict` naming a port that is taken; none stays open then */
export async function listenAll(
  services: Partial<Record<ServiceName, Service>>,
  { config, log, checks, isDraining }: Listening,
): Promise<Record<string, Listener>> {
  const open: Record<string, Listener> = {};
  try {
    for (const [name, service] of Object.entries(services) as [ServiceName, Service][]) {
      const isGate = name === 'gate';
      const fronts: Front[] = [healthFront(checks, isDraining), ...(isGate ? [gateFront] : [])];
      const at = { host: config.host, port: portOf(config, name) };
      open[name] = await listen({ service, at, log, fronts, ...(isGate && { headers: responseHeaders }) });
    }
    return open;
  } catch (error) {
    await Promise.all(Object.values(open).map((listener) => listener.close(0)));
    throw error;
  }
}
