import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectAgent, type AgentClient } from '@gennaker/agent';
import { gate } from '@gennaker/contracts/gate';
import { connect, type ClientOf } from '@gennaker/kernel';
import { runCli, type CliResult, type Environment } from './child.ts';
import { processesOf } from './leftovers.ts';
import { freeOffset, PORTS, type PortName } from './ports.ts';
import { until } from './until.ts';

export type GateClient = ClientOf<typeof gate>;
export const SERVICES = ['front50', 'clouddriver', 'orca', 'gate'] as const;
export type ServiceName = (typeof SERVICES)[number];

/** How the processes of a platform are started and ended. */
export interface Runner {
  /** Starts what does not run. */
  start(): Promise<void>;
  /** Ends all processes of the platform; the agent and what it runs are none of them. */
  end(signal: NodeJS.Signals): Promise<void>;
  /** Ends the process that runs a service, and starts it again. */
  restartService(name: ServiceName, signal: NodeJS.Signals): Promise<void>;
  /** The process that runs Gate. */
  pid(): number;
  databasePid(): number;
  /** What the processes have printed and logged, for the reader of a red test. */
  log(): string;
  /** Ends the rest: processes and the database, if they are its own. */
  dispose(): Promise<void>;
}

export interface RunnerOptions {
  home: string;
  env: Environment;
  urlOf(service: ServiceName): string;
}

/** A whole platform on a home and ports of its own. */
export interface Platform extends Pick<
  Runner,
  'start' | 'end' | 'restartService' | 'pid' | 'databasePid' | 'log'
> {
  readonly home: string;
  readonly offset: number;
  readonly env: Environment;
  readonly gateUrl: string;
  readonly gate: GateClient;
  readonly agent: AgentClient;
  port(name: PortName): number;
  /** Runs a command of the command line against it. */
  cli(...args: string[]): Promise<CliResult>;
  /** Stops everything. @throws when a process of it is left */
  destroy(): Promise<void>;
}

/** A folder for a home that a database run by another user can reach. */
export function newHome(): string {
  const home = mkdtempSync(join(tmpdir(), 'gennaker-journey-'));
  chmodSync(home, 0o755);
  return home;
}

/** Makes a platform, not yet started. */
export async function newPlatform(
  runner: (options: RunnerOptions) => Promise<Runner>,
  more: Environment = {},
): Promise<Platform> {
  const home = newHome();
  const offset = await freeOffset();
  const env = { GENNAKER_HOME: home, GENNAKER_PORT_OFFSET: String(offset), ...more };
  const urlOf = (service: ServiceName) => `http://127.0.0.1:${PORTS[service] + offset}`;
  const runs = await runner({ home, env, urlOf });
  const gateUrl = urlOf('gate');
  return {
    start: runs.start,
    end: runs.end,
    restartService: runs.restartService,
    pid: runs.pid,
    databasePid: runs.databasePid,
    log: runs.log,
    home,
    offset,
    env,
    gateUrl,
    gate: connect(gate, gateUrl, { name: 'The platform' }),
    agent: connectAgent(home),
    port: (name) => PORTS[name] + offset,
    cli: (...args) => runCli(args, env),
    async destroy() {
      await runs.end('SIGTERM');
      const { code, stderr } = await runCli(['stop', '--all'], env);
      await runs.dispose();
      if (code !== 0) throw new Error(`gennaker stop --all failed: ${stderr}`);
      await until('nothing of the platform is left running', () => processesOf(home).length === 0, {
        timeoutMs: 10_000,
        describe: () => processesOf(home).join('\n'),
      });
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** Whether a service answers that it is ready. */
export async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/health/readiness`)).ok;
  } catch {
    return false; // it does not listen yet
  }
}

export const logOf = (home: string): string => {
  const file = join(home, 'logs', 'gennaker.log');
  return existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n').slice(-60).join('\n') : '';
};
