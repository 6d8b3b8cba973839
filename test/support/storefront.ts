import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from './child.ts';
import { done, trigger } from './executions.ts';
import type { Platform } from './platform.ts';

const FOLDER = join(ROOT, 'samples', 'storefront');
type Json = Record<string, unknown>;
const read = <T>(file: string): T => JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as T;

/** The sample application as a user of the API creates it. */
export interface Storefront {
  /** Addresses of its load balancers. */
  test: string;
  prod: string;
  /** Runs the pipeline «Ship». @returns the id of the execution */
  ship(version: number): Promise<string>;
}

/** Creates the application, its load balancers and its pipeline through Gate. */
export async function createStorefront(platform: Platform): Promise<Storefront> {
  const { gate, offset } = platform;
  const application = read<Json>('application.json');
  const loadBalancers =
    read<(Json & { type: string; listeners: { port: number }[] })[]>('load-balancers.json');
  await done(platform, 'storefront', [{ type: 'createApplication', application }]);
  await done(
    platform,
    'storefront',
    loadBalancers.map((balancer) => ({
      ...balancer,
      listeners: balancer.listeners.map((listener) => ({ ...listener, port: listener.port + offset })),
    })),
  );
  await gate.pipelines.save({ body: read<Json>('ship.pipeline.json') });
  const parameters = {
    source: pathToFileURL(FOLDER).href,
    testPort: String(platform.port('test')),
    prodPort: String(platform.port('prod')),
  };
  return {
    test: `http://127.0.0.1:${platform.port('test')}`,
    prod: `http://127.0.0.1:${platform.port('prod')}`,
    ship: (version) => trigger(gate, 'storefront', 'Ship', { ...parameters, version: String(version) }),
  };
}

/** The version that answers at an address. */
export async function versionAt(address: string): Promise<string | null> {
  const response = await fetch(`${address}/products`);
  await response.text();
  return response.headers.get('x-version');
}
