import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gate } from '@gennaker/contracts/gate';
import { connect, type ClientOf } from '@gennaker/kernel';
import { platformConfig, urlOf, type PlatformConfig } from '@gennaker/server';
import { environment } from './environment.ts';

export type GateClient = ClientOf<typeof gate>;

/** The checkout that this command belongs to. */
export const ROOT = join(import.meta.dirname, '..', '..', '..');

export const VERSION = (JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string })
  .version;

export interface CommonOptions {
  config?: string;
  gate?: string;
}

export const configOf = ({ config }: CommonOptions): PlatformConfig => platformConfig(environment, config);

/** The API that commands speak to: `--gate`, GENNAKER_GATE, else the platform of this home. */
export function gateOf(options: CommonOptions): { client: GateClient; url: string } {
  const url = options.gate ?? environment['GENNAKER_GATE'] ?? urlOf(configOf(options), 'gate');
  return { client: connect(gate, url, { name: `The platform at ${url}` }), url };
}

/** An address that a person types: this machine by its name. */
export const deckAddress = (url: string): string => url.replace('//127.0.0.1:', '//localhost:');

/** How the agent of the local cloud is started when none runs. */
export const agentCommand = (): string[] => [process.execPath, join(import.meta.dirname, 'agent-main.ts')];

export const logFileOf = (config: PlatformConfig): string =>
  config.log.file ?? join(config.home, 'logs', 'gennaker.log');

export const isFirstStart = ({ home, database }: PlatformConfig): boolean =>
  database.url === undefined && !existsSync(join(home, 'sample.json'));
