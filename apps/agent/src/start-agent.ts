import { chmod, mkdir, rm } from 'node:fs/promises';
import { flushCompileCache } from 'node:module';
import { dirname } from 'node:path';
import { agent } from '@gennaker/contracts/agent';
import {
  createService,
  implement,
  listen,
  systemClock,
  type Clock,
  type Front,
  type Logger,
} from '@gennaker/kernel/core';
import { agentHome, isRemoved } from './agent-home.ts';
import { lockAgent } from './agent-lock.ts';
import { ArtifactStore } from './artifacts/artifact-store.ts';
import { ChangeLog } from './changes/change-log.ts';
import { LoadBalancers } from './load-balancers/load-balancers.ts';
import { OperationLedger } from './operations/operation-ledger.ts';
import { artifactRoutes } from './routes/artifacts.ts';
import { instanceRoutes } from './routes/instances.ts';
import { loadBalancerRoutes } from './routes/load-balancers.ts';
import { serverGroupRoutes } from './routes/server-groups.ts';
import { systemRoutes } from './routes/system.ts';
import { ServerGroups } from './server-groups/server-groups.ts';
import { DEFAULT_SETTINGS, type AgentSettings } from './settings.ts';
import { StateFile } from './state/state-file.ts';

export interface AgentOptions {
  /** `GENNAKER_HOME`; all is kept in its folder `agent`. */
  home: string;
  log: Logger;
  clock?: Clock;
  settings?: Partial<AgentSettings>;
}

export interface RunningAgent {
  readonly socketPath: string;
  /** Settles when the agent has ended, whoever asked for it. */
  readonly stopped: Promise<void>;
  /** Ends the agent; instances go on and are found again by the next one. */
  stop(): Promise<void>;
}

/**
 * Runs the agent in this process: finds running instances again, opens load balancers, listens.
 *
 * @throws AppError `conflict` when another agent runs for this home
 */
export async function startAgent({
  home,
  log,
  clock = systemClock,
  settings: some,
}: AgentOptions): Promise<RunningAgent> {
  const settings = { ...DEFAULT_SETTINGS, ...some };
  const at = agentHome(home);
  await mkdir(at.folder, { recursive: true, mode: 0o700 });
  await mkdir(dirname(at.socketPath), { recursive: true, mode: 0o700 });
  const unlock = await lockAgent(at.lockFile, at.home);
  try {
    const state = await StateFile.open(at.stateFile, log);
    const changes = new ChangeLog(clock);
    const ledger = new OperationLedger(state, clock);
    const artifacts = new ArtifactStore(at.artifacts, { state, clock, log });
    const common = { home: at, settings, clock, log, state, changes, ledger };
    const serverGroups = new ServerGroups({
      ...common,
      artifacts,
      gone: (name) => loadBalancers.forgetServerGroup(name),
    });
    const loadBalancers: LoadBalancers = new LoadBalancers({ ...common, serverGroups });
    await artifacts.open();
    await serverGroups.open();
    await loadBalancers.open();

    const { promise: stopped, resolve: onStopped } = Promise.withResolvers<void>();
    let ending: Promise<void> | undefined;
    const stop = () =>
      (ending ??= (async () => {
        changes.close();
        await loadBalancers.close(Math.min(settings.drainMs, SHUTDOWN_DRAIN_MS));
        serverGroups.fleet.release();
        clearInterval(collecting);
        clearInterval(looking);
        await state
          .close()
          .catch((error: unknown) => log.error('State could not be written', { err: error }));
        await listener.close();
        unlock();
        log.info('Agent ended', { pid: process.pid });
        onStopped();
      })());
    const shutDown = async ({ instances }: { instances: boolean }) => {
      let stoppedInstances = 0;
      if (instances) {
        settings.drainMs = Math.min(settings.drainMs, SHUTDOWN_DRAIN_MS);
        stoppedInstances = await serverGroups.destroyAll();
        await loadBalancers.deleteAll(0);
      }
      const failed = (error: unknown) => log.error('Agent could not end as it should', { err: error });
      setTimeout(() => void stop().catch(failed), 0); // after the answer
      return { stoppedInstances };
    };

    const router = implement(agent, {
      serverGroups: serverGroupRoutes(serverGroups),
      instances: instanceRoutes(serverGroups),
      loadBalancers: loadBalancerRoutes(loadBalancers),
      artifacts: artifactRoutes(artifacts, ledger),
      system: systemRoutes({
        home: at.home,
        startedTime: clock.now(),
        serverGroups,
        loadBalancers,
        artifacts,
        ledger,
        changes,
        shutDown,
      }),
    });
    const service = createService({ name: 'agent', contract: agent, router, log });
    await rm(at.socketPath, { force: true }); // of an agent that has died: the lock is ours
    const scrape: Front = ({ url }, response) => {
      if (url !== '/metrics') return false;
      response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' });
      response.end(loadBalancers.prometheus());
      return true;
    };
    const listener = await listen({ service, at: { socketPath: at.socketPath }, log, fronts: [scrape] });
    await chmod(at.socketPath, 0o600);
    const collecting = setInterval(() => {
      artifacts
        .collect()
        .catch((error: unknown) => log.error('Artifacts could not be removed', { err: error }));
    }, COLLECT_EVERY_MS).unref();
    const looking = setInterval(() => {
      if (!isRemoved(at.folder)) return;
      clearInterval(looking);
      log.error('The home is gone: all instances end, nobody could find them again', { home: at.home });
      void shutDown({ instances: true });
    }, HOME_CHECK_MS).unref();
    flushCompileCache(); // now, since an agent is killed more often than it ends
    log.info('Agent listens', { pid: process.pid, socketPath: at.socketPath });
    return { socketPath: at.socketPath, stopped, stop };
  } catch (error) {
    unlock();
    throw error;
  }
}

/** Whoever ends everything does not want to wait for the slowest request. */
const SHUTDOWN_DRAIN_MS = 5_000;
const HOME_CHECK_MS = 2_000;
const COLLECT_EVERY_MS = 10 * 60 * 1000;
