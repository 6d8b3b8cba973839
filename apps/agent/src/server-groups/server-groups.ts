import type { z } from 'zod';
import type { AgentServerGroup, Receipt, Resize, ServerGroupSpec } from '@gennaker/contracts/agent';
import { conflict, invalid, notFound, signalGroup, type Clock, type Logger } from '@gennaker/kernel';
import type { AgentHome } from '../agent-home.ts';
import type { ArtifactStore } from '../artifacts/artifact-store.ts';
import type { ChangeLog } from '../changes/change-log.ts';
import { freePort } from '../instances/free-port.ts';
import { Instance, type InstanceTools } from '../instances/instance.ts';
import { InstanceLog, type LogBase } from '../instances/instance-log.ts';
import { launchCommand } from '../instances/launch-command.ts';
import { newInstanceId } from '../instances/instance-id.ts';
import { findProcess } from '../instances/instance-process.ts';
import { markedProcesses } from '../instances/orphans.ts';
import type { OperationLedger } from '../operations/operation-ledger.ts';
import type { AgentSettings } from '../settings.ts';
import type { InstanceRecord, ServerGroupRecord } from '../state/agent-state.ts';
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

/** Instances that are gone and whose logs are kept, so that a failed deployment can still be understood. */
const DEPARTED_KEPT = 50;

/**
 * All server groups. Operations change what is wanted; `#settle` makes the instances follow, and goes on
 * doing so after a restart of the agent.
 */
export class ServerGroups {
  readonly #tools: ServerGroupTools;
  readonly #instances = new Map<string, Instance>();
  readonly #byLoadBalancer = new Map<string, { record: ServerGroupRecord; instances: Instance[] }[]>();
  readonly #ending = new Map<string, Promise<void>>();
  readonly #logTimer: NodeJS.Timeout;

  constructor(tools: ServerGroupTools) {
    this.#tools = tools;
    this.#logTimer = setInterval(() => this.#rotateLogs(), tools.settings.logCheckMs).unref();
  }

  /** Finds the instances of an agent before this one; ends processes that belong to nothing any more. */
  async open(): Promise<void> {
    const { data } = this.#tools.state;
    for (const { pid, instance } of await markedProcesses(this.#tools.home.mark)) {
      const record = data.instances[instance];
      // Started, but the agent died before it could write that down; or left behind by a process that ended.
      if (!record || !(await findProcess(record))) this.#endLeftover(pid, instance);
    }
    for (const record of Object.values(data.instances)) {
      const group = data.serverGroups[record.serverGroup];
      if (group) this.#add(group, record);
      else delete data.instances[record.id];
    }
    await Promise.all([...this.#instances.values()].map((instance) => instance.begin()));
    for (const name of Object.keys(data.serverGroups)) this.#settle(name);
  }

  list(application?: string): AgentServerGroup[] {
    const all = Object.values(this.#tools.state.data.serverGroups);
    const wanted = application === undefined ? all : all.filter((group) => group.application === application);
    return wanted.map((record) => serverGroupView(record, this.instancesOf(record.name)));
  }

  get(name: string): AgentServerGroup {
    return serverGroupView(this.#record(name), this.instancesOf(name));
  }

  instance(id: string): Instance {
    const found = this.#instances.get(id);
    if (!found) throw notFound(`Instance ${id} does not exist.`);
    return found;
  }

  instances(): Instance[] {
    return [...this.#instances.values()];
  }

  instancesOf(name: string): Instance[] {
    return this.instances().filter(({ record }) => record.serverGroup === name);
  }

  /** The server groups behind a load balancer; kept, since every request asks. */
  behind(loadBalancer: string): readonly { record: ServerGroupRecord; instances: Instance[] }[] {
    let groups = this.#byLoadBalancer.get(loadBalancer);
    if (!groups) {
      groups = Object.values(this.#tools.state.data.serverGroups)
        .filter((record) => record.loadBalancers.includes(loadBalancer))
        .map((record) => ({ record, instances: this.instancesOf(record.name) }));
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
        return { changed: true, instances: this.instancesOf(name).map(({ id }) => id) };
      },
      after: () => this.#settle(name),
    }));
  }

  terminate(operationId: string, id: string, decrementDesiredCapacity: boolean): Promise<Receipt> {
    return this.#tools.ledger.once({ operationId, kind: 'terminateInstance', name: id }, () => {
      const instance = this.instance(id);
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

  /** The log of an instance that runs, or of one of the last that ran. */
  logOf(id: string): { log: InstanceLog; serverGroup: string } {
    const running = this.#instances.get(id);
    if (running) return { log: running.logFile, serverGroup: running.record.serverGroup };
    const gone = this.#tools.state.data.departed.find((departed) => departed.id === id);
    if (!gone) throw notFound(`Instance ${id} does not exist, and its log is no longer kept.`);
    return { log: this.#logFile(gone, gone), serverGroup: gone.serverGroup };
  }

  /** Looks no longer after anything; the processes go on. */
  release(): void {
    clearInterval(this.#logTimer);
    for (const instance of this.#instances.values()) instance.release();
  }

  /** Ends all processes. @returns how many */
  async destroyAll(): Promise<number> {
    const count = this.#instances.size;
    for (const record of Object.values(this.#tools.state.data.serverGroups)) {
      record.destroying = true;
      this.#settle(record.name);
    }
    await Promise.all(this.#ending.values());
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
      const living = this.instancesOf(name).filter((instance) => !instance.record.terminating);
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
    const all = this.instancesOf(name);
    const living = all.filter((instance) => !instance.record.terminating);
    const wanted = record.destroying ? 0 : record.capacity.desired;
    for (const instance of leastWorthKeeping(living).slice(0, Math.max(0, living.length - wanted))) {
      instance.record.terminating = true;
    }
    for (let missing = wanted - living.length; missing > 0; missing--) void this.#launch(record);
    for (const instance of all) if (instance.record.terminating) this.#end(instance);
    if (record.destroying && all.length === 0) this.#forget(record);
    else this.#tell(record);
  }

  async #launch(group: ServerGroupRecord): Promise<void> {
    const { state, clock, log } = this.#tools;
    const record: InstanceRecord = {
      id: newInstanceId(group.name, (id) => this.#instances.has(id)),
      serverGroup: group.name,
      enabled: group.enabled,
      terminating: false,
      launchTime: clock.now(),
      restarts: 0,
      healthy: false,
      everHealthy: false,
      failed: false,
      logBase: 0,
    };
    state.data.instances[record.id] = record;
    const instance = this.#add(group, record);
    await instance
      .begin()
      .catch((error: unknown) => log.error('Instance could not begin', { instance: record.id, err: error }));
  }

  #add(group: ServerGroupRecord, record: InstanceRecord): Instance {
    const tools: InstanceTools = {
      ...this.#tools,
      mark: this.#tools.home.mark,
      artifactPath: this.#tools.artifacts.pathOf(group.artifactHash),
      freePort: () => freePort(this.#takenPorts()),
      changed: (changed, durable) => this.#onChange(changed, durable),
    };
    const instance = new Instance(group, record, this.#logFile(record, record), tools);
    this.#instances.set(record.id, instance);
    this.#byLoadBalancer.clear();
    return instance;
  }

  #end(instance: Instance): void {
    const { id } = instance;
    if (this.#ending.has(id)) return;
    const { log } = this.#tools;
    const ending = instance
      .terminate()
      .then(() => this.#remove(instance))
      .catch((error: unknown) => log.error('Instance could not be ended', { instance: id, err: error }))
      .finally(() => this.#ending.delete(id));
    this.#ending.set(id, ending);
  }

  async #remove({ id, record, group }: Instance): Promise<void> {
    const { state, changes, log } = this.#tools;
    delete state.data.instances[id];
    this.#instances.delete(id);
    this.#byLoadBalancer.clear();
    state.data.departed.push({
      id,
      serverGroup: record.serverGroup,
      logBase: record.logBase,
      reason: record.reason,
    });
    for (const old of state.data.departed.splice(0, state.data.departed.length - DEPARTED_KEPT)) {
      await this.#logFile(old, old).remove();
    }
    log.info('Instance ended', { instance: id });
    changes.delete('instance', id, group.application);
    await state.save();
    this.#settle(record.serverGroup);
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

  #onChange(instance: Instance, durable = false): Promise<void> | undefined {
    const { state, changes } = this.#tools;
    changes.upsert('instance', instance.id, instance.view(), instance.group.application);
    if (durable) return state.save();
    state.saveSoon();
    return undefined;
  }

  #tell(record: ServerGroupRecord): void {
    const view = serverGroupView(record, this.instancesOf(record.name));
    this.#tools.changes.upsert('serverGroup', record.name, view, record.application);
  }

  #rotateLogs(): void {
    for (const { logFile, id } of this.#instances.values()) {
      try {
        if (logFile.rotate(this.#tools.settings.logBytes)) this.#tools.state.saveSoon();
      } catch (error) {
        this.#tools.log.warn('Log could not be rotated', { instance: id, err: error });
      }
    }
  }

  #logFile({ id, serverGroup }: { id: string; serverGroup: string }, base: LogBase): InstanceLog {
    return new InstanceLog(this.#tools.home.logs, {
      id,
      serverGroup,
      base,
      files: this.#tools.settings.logFiles,
    });
  }

  #takenPorts(): Set<number> {
    const { instances, loadBalancers } = this.#tools.state.data;
    return new Set([
      ...Object.values(instances).flatMap(({ port }) => port ?? []),
      ...Object.values(loadBalancers).flatMap(({ listeners }) => listeners.map(({ port }) => port)),
    ]);
  }

  #endLeftover(pid: number, instance: string): void {
    this.#tools.log.warn('Leftover process ended', { pid, instance });
    if (signalGroup(pid, 'SIGKILL')) return;
    try {
      process.kill(pid, 'SIGKILL'); // not the first of its group
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
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
