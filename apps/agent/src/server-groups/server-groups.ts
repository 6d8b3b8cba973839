import type { z } from 'zod';
import type { AgentServerGroup, Receipt, Resize, ServerGroupSpec } from '@gennaker/contracts/agent';
import { conflict, invalid, notFound, type Clock, type Logger } from '@gennaker/kernel/core';
import type { AgentHome } from '../agent-home.ts';
import type { ArtifactStore } from '../artifacts/artifact-store.ts';
import type { ChangeLog } from '../changes/change-log.ts';
import { Fleet } from '../instances/fleet.ts';
import type { Instance } from '../instances/instance.ts';
import { launchCommand } from '../instances/launch-command.ts';
import type { OperationLedger } from '../operations/operation-ledger.ts';
import type { AgentSettings } from '../settings.ts';
import type { ServerGroupRecord } from '../state/agent-state.ts';
import type { StateFile } from '../state/state-file.ts';
import { newCapacity } from './new-capacity.ts';
import { pickByPercentage } from './percentage.ts';
import { serverGroupView } from './server-group-view.ts';

export interface ServerGroupTools {
  home: AgentHome;
  settings: AgentSettings;
  clock: Clock;
  log: Logger;
  state: StateFile;
  changes: ChangeLog;
  ledger: OperationLedger;
  artifacts: ArtifactStore;
  /** A server group is gone. */
  gone?(name: string): void;
}

/**
 * All server groups. Operations change what is wanted; `#settle` makes the instances follow, and goes on
 * doing so after a restart of the agent.
 */
export class ServerGroups {
  readonly #tools: ServerGroupTools;
  readonly fleet: Fleet;
  readonly #byLoadBalancer = new Map<string, { record: ServerGroupRecord; instances: Instance[] }[]>();

  constructor(tools: ServerGroupTools) {
    this.#tools = tools;
    const moved = () => this.#byLoadBalancer.clear();
    this.fleet = new Fleet({ ...tools, moved, gone: (serverGroup) => this.#settle(serverGroup) });
  }

  /** Goes on where an agent before this one was. */
  async open(): Promise<void> {
    await this.fleet.open();
    for (const name of Object.keys(this.#tools.state.data.serverGroups)) this.#settle(name);
  }

  list(application?: string): AgentServerGroup[] {
    const all = Object.values(this.#tools.state.data.serverGroups);
    const wanted = application === undefined ? all : all.filter((group) => group.application === application);
    return wanted.map((record) => serverGroupView(record, this.fleet.of(record.name)));
  }

  get(name: string): AgentServerGroup {
    return serverGroupView(this.#record(name), this.fleet.of(name));
  }

  /** The server groups behind a load balancer; kept, since every request asks. */
  behind(loadBalancer: string): readonly { record: ServerGroupRecord; instances: Instance[] }[] {
    let groups = this.#byLoadBalancer.get(loadBalancer);
    if (!groups) {
      groups = Object.values(this.#tools.state.data.serverGroups)
        .filter((record) => record.loadBalancers.includes(loadBalancer))
        .map((record) => ({ record, instances: this.fleet.of(record.name) }));
      this.#byLoadBalancer.set(loadBalancer, groups);
    }
    return groups;
  }

  create(operationId: string, spec: ServerGroupSpec): Promise<Receipt> {
    const { state, ledger, artifacts, clock } = this.#tools;
    const { name } = spec;
    return ledger.once({ operationId, kind: 'createServerGroup', name }, async () => {
      if (state.data.serverGroups[name]) {
        throw conflict(`Server group ${name} already exists; take the next version of its cluster's name.`);
      }
      const missing = spec.loadBalancers.filter((balancer) => !state.data.loadBalancers[balancer]);
      if (missing.length > 0) {
        throw notFound(
          `Server group ${name} names load balancer ${missing.join(', ')}, which does not exist; create it first (upsertLoadBalancer).`,
        );
      }
      const { hash } = await artifacts.stage(spec.artifact);
      try {
        launchCommand(spec, artifacts.pathOf(hash));
      } catch (error) {
        artifacts.unpin(hash);
        await artifacts.collect(hash);
        throw error;
      }
      return {
        apply: () => {
          const record = { ...spec, createdTime: clock.now(), artifactHash: hash, destroying: false };
          state.data.serverGroups[name] = record;
          artifacts.unpin(hash);
          this.#byLoadBalancer.clear();
          return { changed: true, artifactHash: hash };
        },
        after: () => this.#settle(name),
      };
    });
  }

  resize(operationId: string, name: string, resize: z.infer<typeof Resize>): Promise<Receipt> {
    return this.#tools.ledger.once({ operationId, kind: 'resizeServerGroup', name }, () => {
      const record = this.#record(name);
      if (record.destroying) throw conflict(`Server group ${name} is being destroyed; it cannot be resized.`);
      const capacity = newCapacity(name, record.capacity, resize);
      return {
        apply: () => {
          const changed = JSON.stringify(capacity) !== JSON.stringify(record.capacity);
          record.capacity = capacity;
          return { changed };
        },
        after: () => this.#settle(name),
      };
    });
  }

  enable(operationId: string, name: string, percentage: number): Promise<Receipt> {
    return this.#setRotation('enableServerGroup', { operationId, name, percentage, enabled: true });
  }

  disable(operationId: string, name: string, percentage: number): Promise<Receipt> {
    return this.#setRotation('disableServerGroup', { operationId, name, percentage, enabled: false });
  }

  destroy(operationId: string, name: string): Promise<Receipt> {
    const { ledger, state } = this.#tools;
    return ledger.once({ operationId, kind: 'destroyServerGroup', name }, () => ({
      apply: () => {
        const record = state.data.serverGroups[name];
        if (!record || record.destroying) return { changed: false };
        record.destroying = true;
        return { changed: true, instances: this.fleet.of(name).map(({ id }) => id) };
      },
      after: () => this.#settle(name),
    }));
  }

  terminate(operationId: string, id: string, decrementDesiredCapacity: boolean): Promise<Receipt> {
    return this.#tools.ledger.once({ operationId, kind: 'terminateInstance', name: id }, () => {
      const instance = this.fleet.get(id);
      const group = this.#record(instance.record.serverGroup);
      if (decrementDesiredCapacity && group.capacity.desired <= group.capacity.min) {
        throw invalid(
          `Server group ${group.name} is at its minimum of ${group.capacity.min} instances; lower it first, or terminate without decrementDesiredCapacity.`,
        );
      }
      return {
        apply: () => {
          if (instance.record.terminating) return { changed: false };
          instance.record.terminating = true;
          if (decrementDesiredCapacity) group.capacity.desired -= 1;
          return { changed: true, instances: [id] };
        },
        after: () => this.#settle(group.name),
      };
    });
  }

  /** Ends all processes. @returns how many */
  async destroyAll(): Promise<number> {
    const count = this.fleet.all().length;
    for (const record of Object.values(this.#tools.state.data.serverGroups)) {
      record.destroying = true;
      this.#settle(record.name);
    }
    await this.fleet.ended();
    return count;
  }

  #setRotation(
    kind: string,
    {
      operationId,
      name,
      percentage,
      enabled,
    }: { operationId: string; name: string; percentage: number; enabled: boolean },
  ): Promise<Receipt> {
    return this.#tools.ledger.once({ operationId, kind, name }, () => {
      const record = this.#record(name);
      const living = this.fleet.of(name).filter((instance) => !instance.record.terminating);
      const chosen = pickByPercentage(living, percentage, (instance) => instance.record.enabled === enabled);
      return {
        apply: () => {
          // New instances follow: in rotation unless the whole group was taken out.
          const wanted = enabled ? percentage > 0 || record.enabled : percentage < 100 && record.enabled;
          const changed = chosen.length > 0 || wanted !== record.enabled;
          record.enabled = wanted;
          for (const instance of chosen) instance.setEnabled(enabled);
          if (changed) this.#tell(record);
          return { changed, instances: chosen.map(({ id }) => id) };
        },
      };
    });
  }

  /** Makes the instances of a server group what is wanted. */
  #settle(name: string): void {
    const record = this.#tools.state.data.serverGroups[name];
    if (!record) return;
    const all = this.fleet.of(name);
    const living = all.filter((instance) => !instance.record.terminating);
    const wanted = record.destroying ? 0 : record.capacity.desired;
    for (const instance of leastWorthKeeping(living).slice(0, Math.max(0, living.length - wanted))) {
      instance.record.terminating = true;
    }
    for (let missing = wanted - living.length; missing > 0; missing--) void this.fleet.launch(record);
    for (const instance of all) if (instance.record.terminating) this.fleet.end(instance);
    if (record.destroying && all.length === 0) this.#forget(record);
    else this.#tell(record);
  }

  #forget(record: ServerGroupRecord): void {
    const { state, changes, artifacts, log } = this.#tools;
    delete state.data.serverGroups[record.name];
    this.#byLoadBalancer.clear();
    changes.delete('serverGroup', record.name, record.application);
    this.#tools.gone?.(record.name);
    log.info('Server group destroyed', { serverGroup: record.name });
    artifacts
      .collect(record.artifactHash)
      .catch((error: unknown) => log.error('Artifact could not be removed', { err: error }));
  }

  #tell(record: ServerGroupRecord): void {
    const view = serverGroupView(record, this.fleet.of(record.name));
    this.#tools.changes.upsert('serverGroup', record.name, view, record.application);
  }

  #record(name: string): ServerGroupRecord {
    const record = this.#tools.state.data.serverGroups[name];
    if (!record) throw notFound(`Server group ${name} does not exist.`);
    return record;
  }
}

/** Unhealthy ones first, then those out of rotation, then the youngest. */
function leastWorthKeeping(instances: readonly Instance[]): Instance[] {
  const worth = ({ record }: Instance) => (record.healthy ? 2 : 0) + (record.enabled ? 1 : 0);
  return [...instances].sort((a, b) => worth(a) - worth(b) || b.record.launchTime - a.record.launchTime);
}
