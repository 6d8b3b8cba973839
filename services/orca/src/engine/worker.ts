import { halts } from '@gennaker/contracts/orca';
import { messageOf, type Logger } from '@gennaker/kernel';
import type { TaskOutcome } from '../core/message.ts';
import type { LeasedRun, RunStore, StoredExecution } from '../store/index.ts';
import { leasesLost, runningTasks } from './metrics.ts';

/** A worker that was killed is noticed after this. */
const LEASE_MS = 10_000;
const HEARTBEAT_MS = 3_000;
const LOOK_FOR_RUNS_MS = 1_000;

type Runnable = Pick<StoredExecution, 'execution' | 'notes' | 'stageNotes'>;

export interface WorkerDeps {
  id: string;
  runs: RunStore;
  load(executionId: string): Promise<StoredExecution | undefined>;
  run(run: LeasedRun, execution: Runnable, signal: AbortSignal): Promise<TaskOutcome>;
  onResult(run: LeasedRun, outcome: TaskOutcome): void;
  log: Logger;
  maxRuns: number;
}

interface Running {
  run: LeasedRun;
  stop: AbortController;
  /** ms of `performance.now()` */
  renewed: number;
  ended: Promise<void>;
}

/** Runs tasks with side effects, a bounded number at a time, each under a lease that a heartbeat renews. */
export class Worker {
  readonly #deps: WorkerDeps;
  readonly #running = new Map<string, Running>();
  readonly #timers: NodeJS.Timeout[] = [];
  #promised = 0;
  #taking: Promise<void> | undefined;
  #stopping = false;
  #handingOver = false;
  #unlisten: (() => Promise<void>) | undefined;

  constructor(deps: WorkerDeps) {
    this.#deps = deps;
  }

  get size(): number {
    return this.#running.size;
  }

  async begin(): Promise<void> {
    this.#unlisten = await this.#deps.runs.onFree(() => this.#look());
    this.#timers.push(
      setInterval(() => void this.#beat(), HEARTBEAT_MS).unref(),
      setInterval(() => this.#look(), LOOK_FOR_RUNS_MS).unref(),
    );
  }

  /** Promises room for a run of the turn that is being written. */
  takeSlot(): string | null {
    if (this.#stopping || this.#running.size + this.#promised >= this.#deps.maxRuns) return null;
    this.#promised++;
    return this.#deps.id;
  }

  /** The turn is over: what it promised has been started, or was rolled back. */
  turnEnded(): void {
    this.#promised = 0;
  }

  /** Starts a run whose lease this worker holds. */
  start(run: LeasedRun, execution: Runnable): void {
    const stop = new AbortController();
    this.#running.get(run.id)?.stop.abort(new Error('Another attempt has begun.'));
    const running: Running = { run, stop, renewed: performance.now(), ended: Promise.resolve() };
    this.#running.set(run.id, running);
    runningTasks.set(this.#running.size);
    running.ended = this.#deps.run(run, execution, stop.signal).then((outcome) => {
      if (this.#running.get(run.id) !== running) return;
      // Stopped by us, not by what it does: another worker runs it again.
      if (this.#handingOver && wentWrong(outcome)) return;
      this.#running.delete(run.id);
      runningTasks.set(this.#running.size);
      this.#deps.onResult(run, outcome);
    });
  }

  /** Asks a run to stop; its result is still wanted. */
  abort(runId: string): void {
    this.#running.get(runId)?.stop.abort(new Error('The task was cancelled.'));
  }

  /** Its result is wanted no longer. */
  drop(runId: string): void {
    this.abort(runId);
    this.#running.delete(runId);
    runningTasks.set(this.#running.size);
  }

  /** Waits for running tasks, lets their results be written, then gives back what is left, so that another worker takes it at once. */
  async end(graceMs: number, flush: () => Promise<void>): Promise<void> {
    this.#stopping = true;
    for (const timer of this.#timers.splice(1)) clearInterval(timer);
    await this.#taking;
    await this.#settled(graceMs);
    this.#handingOver = true;
    for (const { stop } of this.#running.values()) stop.abort(new Error('The process shuts down.'));
    await this.#settled(Math.min(graceMs, 500));
    this.#running.clear();
    await flush();
    for (const timer of this.#timers.splice(0)) clearInterval(timer);
    await this.#unlisten?.();
    await this.#deps.runs
      .release(this.#deps.id)
      .catch((error: unknown) =>
        this.#deps.log.warn('Task runs cannot be given back; their leases end by themselves', { err: error }),
      );
  }

  async #settled(ms: number): Promise<void> {
    if (this.#running.size === 0 || ms <= 0) return;
    let timer: NodeJS.Timeout | undefined;
    const tooLong = new Promise<void>((resolve) => (timer = setTimeout(resolve, ms)));
    await Promise.race([tooLong, Promise.all([...this.#running.values()].map(({ ended }) => ended))]);
    clearTimeout(timer);
  }

  async #beat(): Promise<void> {
    const ids = [...this.#running.keys()];
    if (ids.length === 0) return;
    const { log, runs, id } = this.#deps;
    try {
      const renewed = new Map((await runs.renew(id, ids, LEASE_MS)).map((one) => [one.id, one]));
      for (const runId of ids) {
        const running = this.#running.get(runId);
        const answer = renewed.get(runId);
        if (!running) continue;
        if (answer?.attempt !== running.run.attempt) this.#lost(running);
        else running.renewed = performance.now();
        if (answer?.aborted) running.stop.abort(new Error('The task was cancelled.'));
      }
    } catch (error) {
      log.warn('Leases cannot be renewed', { runs: ids.length, err: error });
      // Another worker may believe us dead by now.
      for (const running of this.#running.values())
        if (performance.now() - running.renewed > LEASE_MS) this.#lost(running);
    }
  }

  #lost({ run }: Running): void {
    leasesLost.inc();
    this.#deps.log.warn('Lease of a task run lost', {
      executionId: run.execution_id,
      stageId: run.stage_id,
      run: run.id,
      attempt: run.attempt,
    });
    this.drop(run.id);
  }

  #look(): void {
    if (this.#stopping || this.#taking) return;
    this.#taking = this.#takeOver()
      .catch((error: unknown) =>
        this.#deps.log.warn('Free task runs cannot be read', { err: messageOf(error) }),
      )
      .finally(() => (this.#taking = undefined));
  }

  async #takeOver(): Promise<void> {
    const { runs, id, maxRuns, load, log, onResult } = this.#deps;
    const room = maxRuns - this.#running.size - this.#promised;
    if (room <= 0) return;
    for (const run of await runs.takeOver(id, {
      limit: room,
      leaseMs: LEASE_MS,
      own: [...this.#running.keys()],
    })) {
      if (run.attempt > 1)
        log.warn('Task run taken over', {
          executionId: run.execution_id,
          stageId: run.stage_id,
          run: run.id,
          attempt: run.attempt,
        });
      const stored = await load(run.execution_id);
      if (stored) this.start(run, stored);
      else onResult(run, { result: { status: 'CANCELED' } });
    }
  }
}

const wentWrong = (outcome: TaskOutcome): boolean => 'failure' in outcome || halts(outcome.result.status);
