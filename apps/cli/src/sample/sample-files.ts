import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { PlatformConfig } from '@gennaker/server';
import { ROOT } from '../context.ts';

const FOLDER = join(ROOT, 'samples', 'storefront');
type Json = Record<string, unknown>;

const read = <T>(file: string): T => JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as T;

/** What the sample consists of; ports are moved like all ports of the platform. */
export function sampleFiles({ portOffset }: PlatformConfig) {
  const loadBalancers = read<(Json & { name: string; listeners: { port: number }[] })[]>(
    'load-balancers.json',
  ).map((balancer) => ({
    ...balancer,
    listeners: balancer.listeners.map((listener) => ({ ...listener, port: listener.port + portOffset })),
  }));
  const portOf = (name: string): string =>
    String(loadBalancers.find((balancer) => balancer.name === name)?.listeners[0]?.port);
  const defaults: Readonly<Record<string, string>> = {
    source: pathToFileURL(FOLDER).href,
    testPort: portOf('storefront-test'),
    prodPort: portOf('storefront-prod'),
  };
  const pipeline = read<Json & { name: string; parameterConfig: (Json & { name: string })[] }>(
    'ship.pipeline.json',
  );
  return {
    application: read<Json & { name: string }>('application.json'),
    loadBalancers,
    pipeline: {
      ...pipeline,
      parameterConfig: pipeline.parameterConfig.map((parameter) =>
        parameter.name in defaults ? { ...parameter, default: defaults[parameter.name] } : parameter,
      ),
    },
    addresses: {
      test: `http://localhost:${defaults['testPort']}`,
      prod: `http://localhost:${defaults['prodPort']}`,
    },
  };
}
