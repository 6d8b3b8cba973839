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
import { portOf, urlOf, type PlatformConfig, type ServiceName } from './config.ts';
import { deckFront, deckHeaders } from './deck-front.ts';

interface Listening {
  config: PlatformConfig;
  log: Logger;
  checks: Record<string, HealthCheck>;
  isDraining: () => boolean;
  /** Where the web page was built; it is served beside Gate. */
  deckFolder?: string;
}

/** Opens the ports of services. @throws AppError `conflict` naming a port that is taken; none stays open then */
export async function listenAll(
  services: Partial<Record<ServiceName, Service>>,
  { config, log, checks, isDraining, deckFolder }: Listening,
): Promise<Record<string, Listener>> {
  const open: Record<string, Listener> = {};
  const health = healthFront(checks, isDraining);
  try {
    const { gate } = services;
    if (deckFolder !== undefined && gate) {
      open['deck'] = await listen({
        service: { ...gate, name: 'deck' },
        at: { host: config.host, port: portOf(config, 'deck') },
        log,
        fronts: [health, deckFront(deckFolder, health)],
        headers: deckHeaders,
      });
    }
    for (const [name, service] of Object.entries(services) as [ServiceName, Service][]) {
      const isGate = name === 'gate';
      const home = deckFolder === undefined ? '/openapi.json' : `${urlOf(config, 'deck')}/`;
      const fronts: Front[] = [health, ...(isGate ? [gateFront(home)] : [])];
      const at = { host: config.host, port: portOf(config, name) };
      open[name] = await listen({ service, at, log, fronts, ...(isGate && { headers: responseHeaders }) });
    }
    return open;
  } catch (error) {
    await Promise.all(Object.values(open).map((listener) => listener.close(0)));
    throw error;
  }
}
