import { homedir } from 'node:os';
import { join } from 'node:path';
import { ClouddriverConfig } from '@gennaker/clouddriver';
import { loadConfig, secret, type EnvironmentNames } from '@gennaker/kernel';
import { OrcaConfig } from '@gennaker/orca';
import { z } from 'zod';

/** The services of this build, in the order in which they start. */
export const SERVICES = ['front50', 'clouddriver', 'orca', 'gate'] as const;
export type ServiceName = (typeof SERVICES)[number];

/** What has a port: the services, and the web page with Gate behind `/gate`. */
export type ListenerName = ServiceName | 'deck';

/** Ports as in Spinnaker. */
const PORTS: Readonly<Record<ListenerName, number>> = {
  deck: 9000,
  front50: 8080,
  clouddriver: 7002,
  orca: 8083,
  gate: 8084,
};

const endpoint = (name: ListenerName) => ({
  port: z.number().int().min(0).max(65_535).default(PORTS[name]),
  url: z.url().optional().describe('Where it runs, when another process runs it.'),
});

/** The whole configuration; its defaults start a platform that needs nothing. */
export const PlatformConfig = z.strictObject({
  home: z.string().min(1).describe('Folder for everything that is kept on this machine.'),
  host: z.string().default('127.0.0.1').describe('Address that all services listen on.'),
  portOffset: z.number().int().min(0).max(50_000).default(0).describe('Added to every port.'),
  database: z
    .strictObject({ url: secret.optional().describe('Default: an embedded PostgreSQL.') })
    .prefault({}),
  log: z
    .strictObject({
      level: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
      file: z.string().optional().describe('Default: logs/gennaker.log in home.'),
    })
    .prefault({}),
  tracing: z
    .strictObject({ otlpUrl: z.url().optional().describe('http://collector:4318/v1/traces') })
    .prefault({}),
  egress: z
    .strictObject({
      allow: z
        .array(z.string())
        .default([])
        .describe('Hosts, addresses and networks that webhooks may reach although they are not public.'),
    })
    .prefault({}),
  local: z
    .strictObject({
      enabled: z.boolean().default(true).describe('The local cloud: runs commands on this machine.'),
      allowBeyondLoopback: z
        .boolean()
        .default(false)
        .describe(
          'Keep it on although other machines can reach the platform. They can then run commands here.',
        ),
    })
    .prefault({}),
  front50: z.strictObject(endpoint('front50')).prefault({}),
  clouddriver: ClouddriverConfig.extend(endpoint('clouddriver')).prefault({}),
  orca: OrcaConfig.extend(endpoint('orca')).prefault({}),
  gate: z.strictObject(endpoint('gate')).prefault({}),
  deck: z.strictObject(endpoint('deck')).prefault({}),
});
export type PlatformConfig = z.output<typeof PlatformConfig>;

/** Environment variables with names of their own; any other value is `GENNAKER__PART__NAME`. */
const NAMES: EnvironmentNames = {
  GENNAKER_HOME: ['home'],
  GENNAKER_HOST: ['host'],
  GENNAKER_PORT_OFFSET: ['portOffset'],
  GENNAKER_LOG_LEVEL: ['log', 'level'],
  DATABASE_URL: ['database', 'url'],
};

type Environment = Readonly<Record<string, string | undefined>>;

export const homeOf = (env: Environment): string => env['GENNAKER_HOME'] || join(homedir(), '.gennaker');

/** The file that is read when none is named: `gennaker.yml` in the home. */
export const configFileOf = (env: Environment): string =>
  env['GENNAKER_CONFIG'] || join(homeOf(env), 'gennaker.yml');

/** Reads the configuration. @throws AppError `invalid` with every fault */
export function platformConfig(env: Environment, file?: string): PlatformConfig {
  return loadConfig({
    schema: PlatformConfig,
    file: file ?? configFileOf(env),
    required: file !== undefined || Boolean(env['GENNAKER_CONFIG']),
    env: { ...env, GENNAKER_HOME: homeOf(env) },
    names: NAMES,
  });
}

export const portOf = (config: PlatformConfig, name: ListenerName): number => {
  const { port } = config[name];
  return port === 0 ? 0 : port + config.portOffset;
};

/** Where a service is reached. */
export const urlOf = (config: PlatformConfig, name: ListenerName): string =>
  config[name].url ?? `http://127.0.0.1:${portOf(config, name)}`;
