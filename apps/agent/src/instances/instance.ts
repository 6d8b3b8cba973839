import type { AgentInstance } from '@gennaker/contracts/agent';
import type { HealthState } from '@gennaker/contracts/clouddriver';
import { messageOf, signalGroup, type Clock, type Exit, type Logger } from '@gennaker/kernel/core';
import type { AgentSettings } from '../settings.ts';
import type { InstanceRecord, ServerGroupRecord } from '../state/agent-state.ts';
import { exitReason, restartDelayMs, FAILED_AFTER_EXITS, STABLE_MS } from './restart-policy.ts';
import { probe, type Fault } from './health-probe.ts';
import { InFlight } from './in-flight.ts';
import type { InstanceLog } from './instance-log.ts';
import { findProcess, isAlive, startProcess, stopProcess, type InstanceProcess } from './instance-process.ts';
import { overMemory } from './memory-limit.ts';
import { launchCommand } from './launch-command.ts';

export interface InstanceTools {
  clock: Clock;
  log: Logger;
  settings: AgentSettings;
  mark: string;
  artifactPath: string;
  freePort(): Promise<number>;
  /** Its record has changed: tell and keep it. `durable` resolves when it is on the disk. */
  changed(instance: Instance, durable?: boolean): Promise<void> | undefined;
}

/** One process of a server group: started, watched, restarted, drained and stopped. */
export class Instance {
  readonly record: InstanceRecord;
  readonly group: ServerGroupRecord;
  readonly logFile: InstanceLog;
  readonly requests = new InFlight();
  readonly #tools: InstanceTools;
  #process: InstanceProcess | undefined;
  #timer: NodeJS.Timeout | undefined;
  #draining = 0;
  #inARow = { good: 0, bad: 0 };
  #exitsInARow = 0;
  #healthySince: number | undefined;
  #startingSince: number;
  #unreachableUntil = 0;
  #logStart = 0;
  #ended = false;
  #launching: Promise<void> | undefined;
  #overMemory: string | undefined;
  #looking = false;

  constructor(group: ServerGroupRecord, record: InstanceRecord, logFile: InstanceLog, tools: InstanceTools) {
    this.group = group;
    this.record = record;
    this.logFile = logFile;
    this.#tools = tools;
    this.#startingSince = record.launchTime;
  }

  get id(): string {
    return this.record.id;
  }

  get port(): number | undefined {
    return this.record.port;
  }

  /** Whether it may get a request now. */
  get inRotation(): boolean {
    const { enabled, healthy, terminating } = this.record;
    return enabled && healthy && !terminating && this.#unreachableUntil <= this.#tools.clock.now();
  }

  get healthState(): HealthState {
    const { terminating, healthy, enabled, failed, everHealthy } = this.record;
    if (terminating || (this.#draining > 0 && healthy)) return 'Draining';
    if (healthy) return enabled ? 'Up' : 'OutOfService';
    if (failed) return 'Failed';
    return everHealthy ? 'Down' : 'Starting';
  }

  view(): AgentInstance {
    const { id, serverGroup, reason, enabled, terminating, pid, port, launchTime, restarts, lastExit } =
      this.record;
    return {
      id,
      serverGroup,
      healthState: this.healthState,
      reason,
      enabled,
      terminating,
      pid,
      port,
      launchTime,
      restarts,
      lastExit,
      inFlight: this.requests.count,
    };
  }

  /** Starts its process, or goes on with the one that an agent before this one has started. */
  async begin(): Promise<void> {
    await this.logFile.create();
    const found = await findProcess(this.record);
    if (!found) {
      if (this.record.terminating) return;
      if (this.record.pid !== undefined) this.#onExit({ code: null, signal: null });
      else await this.#launch();
      return;
    }
    this.#tools.log.info('Running instance found again', { instance: this.id, pid: found.pid });
    this.#process = found;
    if (this.record.healthy) this.#healthySince = this.#tools.clock.now();
    this.#watch(0);
  }

  /** In or out of rotation. Out: running requests end within the time for draining. */
  setEnabled(enabled: boolean): void {
    if (this.record.enabled === enabled) return;
    this.record.enabled = enabled;
    if (!enabled) this.#guard(this.#drain().then(() => void this.#tools.changed(this)));
    void this.#tools.changed(this);
  }

  /** Out of rotation, requests end, then the process does. Harmless when repeated. */
  async terminate(): Promise<void> {
    this.record.terminating = true;
    void this.#tools.changed(this);
    await this.#drain();
    this.#ended = true;
    clearTimeout(this.#timer);
    await this.#launching;
    const running = this.#process;
    if (running) await stopProcess(running, this.#tools.settings.stopGraceMs);
  }

  /** Looks no longer after it; its process goes on. */
  release(): void {
    this.#ended = true;
    clearTimeout(this.#timer);
  }

  /** A request could not reach it: it gets no other until it has been asked how it is. */
  unreachable(): void {
    this.#unreachableUntil = this.#tools.clock.now() + this.group.health.intervalSeconds * 1000;
    this.#watch(0);
  }

  async #drain(): Promise<void> {
    this.#draining += 1;
    await this.requests.drain(this.#tools.settings.drainMs).finally(() => (this.#draining -= 1));
  }

  #launch(): Promise<void> {
    this.#launching = this.#start();
    return this.#launching;
  }

  async #start(): Promise<void> {
    const { record, group, logFile } = this;
    try {
      const port = await this.#tools.freePort();
      const launch = launchCommand(group, this.#tools.artifactPath);
      this.#logStart = logFile.size;
      if (this.#ended) return;
      const started = await startProcess({
        group,
        record,
        launch,
        port,
        logFile: logFile.file,
        mark: this.#tools.mark,
      });
      this.#process = started;
      Object.assign(record, { port, pid: started.pid, processStart: started.processStart });
      record.launchTime = this.#tools.clock.now();
      void started.exited.then((exit) => this.#process === started && this.#onExit(exit));
      this.#tools.log.info('Instance started', { instance: this.id, pid: started.pid, port });
      await this.#tools.changed(this, true);
      this.#watch(FIRST_LOOK_MS);
    } catch (error) {
      record.failed = true;
      record.reason = messageOf(error);
      this.#tools.log.warn('Instance could not be started', { instance: this.id, err: error });
      this.#again();
    }
  }

  #onExit({ code, signal }: Exit): void {
    const { record } = this;
    const now = this.#tools.clock.now();
    if (this.#process) signalGroup(this.#process.pid, 'SIGKILL'); // what it has left behind
    this.#process = undefined;
    record.pid = undefined;
    record.processStart = undefined;
    record.lastExit = { code, signal, time: now };
    if (this.#healthySince !== undefined && now - this.#healthySince > STABLE_MS) this.#exitsInARow = 0;
    this.#exitsInARow += 1;
    if (record.healthy) this.#startingSince = now;
    this.#setHealthy(false);
    if (this.#exitsInARow >= FAILED_AFTER_EXITS) record.failed = true;
    this.#guard(this.#explainExit({ code, signal }));
    this.#again();
  }

  async #explainExit(exit: Exit): Promise<void> {
    const { text } = await this.logFile.read(Math.max(this.#logStart, this.logFile.size - 16_384), 16_384);
    const reason = exitReason(exit, text);
    this.record.reason = this.#overMemory ? `${this.#overMemory}; it ${reason}` : reason;
    this.#tools.log.warn('Instance ended', { instance: this.id, ...exit, reason: this.record.reason });
    void this.#tools.changed(this);
  }

  /** Starts it again after a while that doubles with every exit. */
  #again(): void {
    void this.#tools.changed(this);
    if (this.#ended || this.record.terminating) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      if (this.#ended || this.record.terminating) return;
      this.record.restarts += 1;
      this.#guard(this.#launch());
    }, restartDelayMs(this.#exitsInARow));
  }

  #watch(delayMs: number): void {
    if (this.#ended || !this.#process) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#guard(this.#look()), delayMs);
  }

  async #look(): Promise<void> {
    if (this.#looking) return;
    this.#looking = true;
    try {
      await this.#lookOnce();
    } finally {
      this.#looking = false;
    }
    this.#watch(this.#intervalMs());
  }

  #intervalMs(): number {
    const intervalMs = this.group.health.intervalSeconds * 1000;
    return this.record.healthy ? intervalMs : Math.min(intervalMs, STARTING_INTERVAL_MS);
  }

  async #lookOnce(): Promise<void> {
    const looked = this.#process;
    const { port } = this.record;
    if (!looked || port === undefined || this.#ended) return;
    if (!(await isAlive(looked))) {
      // A child of ours reports its exit itself, with its code; only one of an agent before needs this.
      const exit = await Promise.race([looked.exited, unknownExit()]);
      if (this.#process === looked) this.#onExit(exit);
      return;
    }
    this.#overMemory = overMemory(looked.pid, this.group.limits.memoryMb);
    if (this.#overMemory) return void signalGroup(looked.pid, 'SIGKILL'); // its exit starts it again
    const fault = await probe(this.group.health, port);
    if (this.#process !== looked || this.#ended) return;
    this.#judge(fault);
  }

  #judge(fault: Fault): void {
    const { healthyAfter, unhealthyAfter, startupSeconds } = this.group.health;
    this.#inARow = fault ? { good: 0, bad: this.#inARow.bad + 1 } : { good: this.#inARow.good + 1, bad: 0 };
    if (!fault) {
      this.#unreachableUntil = 0;
      if (!this.record.healthy && this.#inARow.good >= healthyAfter) this.#setHealthy(true);
      return;
    }
    if (this.record.healthy) {
      if (this.#inARow.bad < unhealthyAfter) return;
      this.#startingSince = this.#tools.clock.now();
      this.record.reason = fault;
      this.#setHealthy(false);
      return;
    }
    const waitedSeconds = (this.#tools.clock.now() - this.#startingSince) / 1000;
    const overdue = waitedSeconds >= startupSeconds;
    const before = `${this.record.reason} ${this.record.failed}`;
    if (overdue) this.record.failed = true;
    this.record.reason = overdue ? `${fault} (${startupSeconds} s)` : fault;
    if (before !== `${this.record.reason} ${this.record.failed}`) void this.#tools.changed(this);
  }

  #guard(work: Promise<void>): void {
    work.catch((error: unknown) =>
      this.#tools.log.error('Instance watch failed', { instance: this.id, err: error }),
    );
  }

  #setHealthy(healthy: boolean): void {
    const { record } = this;
    this.#inARow = { good: 0, bad: 0 };
    if (record.healthy === healthy) return;
    record.healthy = healthy;
    this.#healthySince = healthy ? this.#tools.clock.now() : undefined;
    if (healthy) Object.assign(record, { everHealthy: true, failed: false, reason: undefined });
    void this.#tools.changed(this);
  }
}

/** Few programs listen earlier, and a quick second look costs nothing. */
const FIRST_LOOK_MS = 50;
const STARTING_INTERVAL_MS = 250;

const unknownExit = (): Promise<Exit> =>
  new Promise((resolve) => setTimeout(() => resolve({ code: null, signal: null }), 200));
