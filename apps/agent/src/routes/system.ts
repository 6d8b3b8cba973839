import { agent, AGENT_PROTOCOL, type AgentVersion } from '@gennaker/contracts/agent';
import type { Handlers } from '@gennaker/kernel/core';
import type { ArtifactStore } from '../artifacts/artifact-store.ts';
import type { ChangeLog } from '../changes/change-log.ts';
import type { LoadBalancers } from '../load-balancers/load-balancers.ts';
import type { OperationLedger } from '../operations/operation-ledger.ts';
import type { ServerGroups } from '../server-groups/server-groups.ts';

interface Parts {
  home: string;
  startedTime: number;
  serverGroups: ServerGroups;
  loadBalancers: LoadBalancers;
  artifacts: ArtifactStore;
  ledger: OperationLedger;
  changes: ChangeLog;
  shutDown(options: { instances: boolean }): Promise<{ stoppedInstances: number }>;
}

/** The agent itself: what it is, what it runs, what changes, and its end. */
export function systemRoutes(parts: Parts): Handlers<typeof agent.system> {
  const { home, startedTime, serverGroups, loadBalancers, artifacts, ledger, changes } = parts;
  const version = (): AgentVersion => ({
    protocol: AGENT_PROTOCOL,
    pid: process.pid,
    home,
    node: process.version,
    startedTime,
  });
  return {
    version,
    health: () => ({ status: 'UP' as const }),
    summary: () => ({
      ...version(),
      serverGroups: serverGroups.list().length,
      instances: serverGroups.fleet.all().length,
      instancesUp: serverGroups.fleet.all().filter(({ healthState }) => healthState === 'Up').length,
      loadBalancers: loadBalancers.list().length,
      artifacts: artifacts.list().length,
      memoryBytes: process.memoryUsage.rss(),
    }),
    operations: () => ledger.list(),
    metrics: () => loadBalancers.prometheus(),
    events: ({ signal, lastEventId }) => changes.follow(lastEventId, signal),
    shutdown: ({ input }) => parts.shutDown(input.body),
  };
}
