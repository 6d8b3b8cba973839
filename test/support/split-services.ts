import { startEmbedded, silentLogger } from '@gennaker/kernel';
import { startCli, type Child } from './child.ts';
import { isReady, newHome, SERVICES, type Runner, type RunnerOptions, type ServiceName } from './platform.ts';
import { rmSync } from 'node:fs';
import { until } from './until.ts';

/** Each service in a process of its own on one PostgreSQL: how an installation grows. */
export async function splitServices({ env, urlOf }: RunnerOptions): Promise<Runner> {
  const databaseHome = newHome();
  const database = await startEmbedded({ home: databaseHome, log: silentLogger });
  const children = new Map<ServiceName, Child>();
  const log = () =>
    [...children]
      .map(([name, child]) => `--- ${name}\n${child.output().split('\n').slice(-40).join('\n')}`)
      .join('\n');

  const startService = async (name: ServiceName) => {
    if (children.get(name)?.isRunning()) return;
    const child = startCli(['serve', name], { ...env, DATABASE_URL: database.url });
    children.set(name, child);
    await until(`${name} is ready`, () => !child.isRunning() || isReady(urlOf(name)), {
      timeoutMs: 60_000,
      everyMs: 25,
      describe: log,
    });
    if (!child.isRunning()) throw new Error(`${name} has ended:\n${child.output()}`);
  };
  const endService = async (name: ServiceName, signal: NodeJS.Signals) => {
    children.get(name)?.signal(signal);
    await children.get(name)?.ended;
  };
  return {
    start: async () => void (await Promise.all(SERVICES.map(startService))),
    end: async (signal) => void (await Promise.all(SERVICES.map((name) => endService(name, signal)))),
    restartService: async (name, signal) => {
      await endService(name, signal);
      await startService(name);
    },
    pid: () => children.get('gate')?.pid ?? 0,
    databasePid: () => {
      const pid = database.pid();
      if (pid === undefined) throw new Error('No database runs');
      return pid;
    },
    log,
    dispose: async () => {
      await database.stop();
      rmSync(databaseHome, { recursive: true, force: true });
    },
  };
}
