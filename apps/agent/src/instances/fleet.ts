import { notFound, signalGroup, type Clock, type Logger } from '@gennaker/kernel/core';
import type { AgentHome } from '../agent-home.ts';
import type { ArtifactStore } from '../artifacts/artifact-store.ts';
import type { ChangeLog } from '../changes/change-log.ts';
import type { AgentSettings } from '../settings.ts';
import type { InstanceRecord, ServerGroupRecord } from '../state/agent-state.ts';
import type { StateFile } from '../state/state-file.ts';
import { freePort } from './free-port.ts';
import { newInstanceId } from './instance-id.ts';
import { InstanceLog, type LogBase } from './instance-log.ts';
import { findProcess } from './instance-process.ts';
import { Instance, type InstanceTools } from './instance.ts';
import { markedProcesses } from './orphans.ts';

export interface FleetTools {
  home: AgentHome;
  settings: AgentSettings;
  clock: Clock;
  log: Logger;
  state: StateFile;
  changes: ChangeLog;
  artifacts: ArtifactStore;
  /** There is another set of instances. */
  moved(): void;
  /** An instance of this server group has ended and is forgotten. */
  gone(serverGroup: string): void;
}

/** Instances that are gone and whose logs are kept, so that a failed deployment can still be understood. */
const DEPARTED_KEPT = 50;

/** All instances of all server groups, and the logs of some that are gone. */
export class Fleet {
  readonly #tools: FleetTools;
  readonly #instances = new Map<string, Instance>();
  readonly #ending = new Map<string, Promise<void>>();
  readonly #logTimer: NodeJS.Timeout;

  constructor(tools: FleetTools) {
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
    await Promise.all(this.all().map((instance) => instance.begin()));
  }

  all(): Instance[] {
    return [...this.#instances.values()];
  }

  of(serverGroup: string): Instance[] {
    return this.all().filter(({ record }) => record.serverGroup === serverGroup);
  }

  get(id: string): Instance {
    const found = this.#instances.get(id);
    if (!found) throw notFound(`Instance ${id} does not exist.`);
    return found;
  }

  /** Adds an instance to a server group. */
  async launch(group: ServerGroupRecord): Promise<void> {
    const { state, clock, log } = this.#tools;
    const record: InstanceRecord = {
      id: newInstanceId(group.name, (id) => this.#isKnown(id)),
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
    this.#tools.moved();
    return instance;
  }

  /** Drains and stops an instance, then forgets it. Harmless when repeated. */
  end(instance: Instance): void {
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
    this.#tools.moved();
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
    this.#tools.gone(record.serverGroup);
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
    for (const instance of this.all()) instance.release();
  }

  /** Waits for all that is being ended. */
  async ended(): Promise<void> {
    await Promise.all(this.#ending.values());
  }

  #isKnown(id: string): boolean {
    return this.#instances.has(id) || this.#tools.state.data.departed.some((departed) => departed.id === id);
  }

  #onChange(instance: Instance, durable = false): Promise<void> | undefined {
    const { state, changes } = this.#tools;
    changes.upsert('instance', instance.id, instance.view(), instance.group.application);
    if (durable) return state.save();
    state.saveSoon();
    return undefined;
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
}
