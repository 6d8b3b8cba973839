import { readFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { startCli, type Child } from './child.ts';
import { isReady, logOf, type Runner, type RunnerOptions } from './platform.ts';
import { until } from './until.ts';

/** All services in one process, with its embedded database: what `npm start` runs. */
export const oneProcess =
  (...args: string[]) =>
  async ({ home, env, urlOf }: RunnerOptions): Promise<Runner> => {
    let child: Child | undefined;
    const log = () => `${child?.output() ?? ''}\n${logOf(home)}`;

    const start = async () => {
      if (child?.isRunning()) return;
      const started = startCli(['start', ...args], env);
      child = started;
      await until('the platform is ready', () => !started.isRunning() || isReady(urlOf('gate')), {
        timeoutMs: 60_000,
        everyMs: 25,
        describe: log,
      });
      if (!started.isRunning()) throw new Error(`The platform has ended:\n${log()}`);
    };
    const end = async (signal: NodeJS.Signals) => {
      child?.signal(signal);
      await child?.ended;
    };
    return {
      start,
      end,
      restartService: async (_, signal) => {
        await end(signal);
        await start();
      },
      pid: () => child?.pid ?? 0,
      databasePid: () => databasePidOf(home),
      log,
      dispose: () => Promise.resolve(),
    };
  };

/** The running database says where it is: its folder may not be inside the home. */
function databasePidOf(home: string): number {
  const inHome = join(home, 'postgres', 'data', 'postmaster.pid');
  if (!existsSync(inHome)) throw new Error(`No database runs in ${home}`);
  return Number(readFileSync(inHome, 'utf8').split('\n')[0]);
}
