import { performance } from 'node:perf_hooks';
import { messageOf, unavailable, type Clock, type Logger } from '@gennaker/kernel';
import { Journal } from '../core/journal.ts';
import type { TurnStore } from '../store/index.ts';
import type { ExecutionCache } from './execution-cache.ts';
import type { Input } from './input.ts';
import {
  handOverSeconds,
  inboxSize,
  setAsideTotal,
  stagesEnded,
  turnExecutions,
  turnSeconds,
} from './metrics.ts';
import type { RecentWakes } from './recent-wakes.ts';
import { isDataFault } from './store-fault.ts';
import { logLife } from './execution-log.ts';
import { runTurn, type TurnDeps, type TurnOutcome, type TurnWork } from './turn.ts';
import { endedStages } from './turn-writes.ts';
import type { Worker } from './worker.ts';

/** Enough to share a commit among many; small enough that a turn stays below some 50 ms. */
const MOST_EXECUTIONS = 200;
/** How soon another process' timers are noticed when it has died. */
const LOOK_MS = 1_000;
const POSTPONED_MS = 5;
/** In a row; then each execution goes alone, in case one of them is the cause. */
const MOST_FAILURES = 5;
/** For what has arrived by the end, when another process is at it or the database does not answer. */
const MOST_END_MS = 2_000;

export interface PumpDeps extends Omit<TurnDeps, 'takeSlot'> {
  store: TurnStore;
  cache: ExecutionCache;
  wakes: RecentWakes;
  worker: Worker;
  clock: Clock;
  log: Logger;
}

/**
 * Makes turns, one after another: at once and small when there is little to do, large under load,
 * because all that arrives during a turn goes into the next.
 */
export class Pump {
  readonly #deps: PumpDeps;
  readonly #configs = new Set<string>();
  readonly #wakeKeys = new Set<string>();
  #inbox: Input[] = [];
  #nextDue = 0;
  #nextLook = 0;
  #notBefore = 0;
  #failures = 0;
  #wakeUp: (() => void) | undefined;
  #stopping = false;
  #endBy = Infinity;
  #idle: (() => void)[] = [];
  #loop: Promise<void> | undefined;

  constructor(deps: PumpDeps) {
    this.#deps = deps;
  }

  begin(): void {
    this.#loop ??= this.#run();
  }

  push(input: Input): void {
    this.#inbox.push(input);
    this.#wakeUp?.();
  }

  /** Things have changed; messages that wait for them become due in the next turn. */
  wake(keys: readonly string[]): void {
    for (const key of keys) this.#wakeKeys.add(key);
    this.#wakeUp?.();
  }

  /** Resolves when nothing is to be done now. */
  async idle(): Promise<void> {
    if (!this.#loop) return;
    await new Promise<void>((resolve) => {
      this.#idle.push(resolve);
      this.#nextLook = 0;
      this.#wakeUp?.();
    });
  }

  /** Works off what has arrived, as far as the store lets it, and stops. */
  async end(): Promise<void> {
    this.#stopping = true;
    this.#endBy = performance.now() + MOST_END_MS;
    this.#wakeUp?.();
    await this.#loop;
  }

  async #run(): Promise<void> {
    while (!this.#stopping || (this.#inbox.length > 0 && performance.now() < this.#endBy)) {
      try {
        await this.#look();
        if (!this.#hasWork()) {
          if (this.#stopping && this.#inbox.length === 0) break;
          await this.#sleep();
          continue;
        }
        await this.#turn();
        this.#failures = 0;
      } catch (error) {
        this.#failures++;
        this.#deps.log.warn('Turn failed; trying again', { failures: this.#failures, err: error });
        await pause(Math.min(20 * 2 ** this.#failures, 1_000));
      }
    }
    for (const input of this.#inbox.splice(0))
      input.failed?.(unavailable('The engine was stopped before it came to this; ask again in a moment.'));
    this.#tellIdle();
  }

  #hasWork(): boolean {
    const now = this.#deps.clock.now();
    const canTake = this.#inbox.length > 0 && performance.now() >= this.#notBefore;
    return canTake || this.#configs.size > 0 || this.#wakeKeys.size > 0 || this.#nextDue <= now;
  }

  /** When there is nothing at hand: what falls due next, also of processes that have died. */
  async #look(): Promise<void> {
    if (this.#inbox.length > 0 || performance.now() < this.#nextLook) return;
    const { store } = this.#deps;
    this.#nextDue = (await store.nextDue()) ?? Infinity;
    for (const config of await store.waitingConfigs()) this.#configs.add(config);
    this.#nextLook = performance.now() + LOOK_MS;
  }

  async #sleep(): Promise<void> {
    const { clock } = this.#deps;
    this.#tellIdle();
    const untilDue = Math.max(this.#nextDue - clock.now(), 1);
    const untilInbox = this.#inbox.length > 0 ? this.#notBefore - performance.now() : Infinity;
    const ms = Math.max(0, Math.min(untilDue, untilInbox, this.#nextLook - performance.now()));
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
      if (this.#stopping && this.#inbox.length === 0) this.#wakeUp();
    });
    this.#wakeUp = undefined;
  }

  #tellIdle(): void {
    if (this.#inbox.length > 0 && !this.#stopping) return;
    for (const resolve of this.#idle.splice(0)) resolve();
  }

  async #turn(): Promise<void> {
    const now = this.#deps.clock.now();
    const inputs = performance.now() >= this.#notBefore ? this.#inbox.splice(0, MOST_EXECUTIONS) : [];
    const work: TurnWork = {
      now,
      inputs,
      configs: [...this.#configs],
      wakeKeys: [...this.#wakeKeys],
      limit: MOST_EXECUTIONS,
    };
    this.#configs.clear();
    this.#wakeKeys.clear();
    let locked: string[] = [];
    try {
      const outcome = await this.#attempt(work, (ids) => (locked = ids));
      // Nothing was free although something is due: another process is at it.
      if (outcome.entries.length === 0 && this.#nextDue <= now) this.#nextDue = now + POSTPONED_MS;
    } catch (error) {
      const involved = [...new Set([...locked, ...inputs.map(({ executionId }) => executionId)])];
      for (const id of involved) this.#deps.cache.delete(id);
      for (const config of work.configs) this.#configs.add(config);
      for (const key of work.wakeKeys) this.#wakeKeys.add(key);
      if (isDataFault(error) || this.#failures >= MOST_FAILURES)
        return await this.#oneByOne(inputs, involved, error);
      this.#inbox.unshift(...inputs);
      throw error;
    }
  }

  async #attempt(work: TurnWork, onLocked: (ids: string[]) => void): Promise<TurnOutcome> {
    const { worker, cache } = this.#deps;
    const began = performance.now();
    inboxSize.set(this.#inbox.length);
    try {
      const outcome = await runTurn({ ...this.#deps, takeSlot: () => worker.takeSlot() }, work, onLocked);
      for (const id of outcome.setAside) cache.delete(id);
      this.#committed(outcome, work, began);
      return outcome;
    } finally {
      worker.turnEnded();
    }
  }

  #committed(outcome: TurnOutcome, { inputs, now }: TurnWork, began: number): void {
    const { cache, worker } = this.#deps;
    this.#measure(outcome, inputs, began);
    const byId = new Map(outcome.entries.map((entry) => [entry.state.execution.id, entry]));
    const fresh = outcome.entries.map((entry) => ({ entry, journal: entry.state.journal }));
    for (const { entry, journal } of fresh) {
      if (entry.version === 0 || !journal.isEmpty) entry.version++;
      entry.state.journal = new Journal();
      cache.set(entry.state.execution.id, entry);
    }
    for (const row of outcome.runs) {
      const state = byId.get(row.execution_id)?.state;
      if (row.worker === null || !state) continue;
      const stage = state.stage(row.stage_id);
      const stageNotes = new Map(stage ? [[stage.id, { ...state.notesOf(stage) }]] : []);
      worker.start({ ...row, attempt: 1 }, { execution: state.snapshot(), notes: state.notes, stageNotes });
    }
    for (const { entry, journal } of fresh) {
      logLife(this.#deps.log, entry.state, journal.events);
      for (const id of journal.aborted) worker.abort(id);
      for (const id of journal.droppedRuns) worker.drop(id);
    }
    for (const { due } of outcome.messages) if (due !== null) this.#nextDue = Math.min(this.#nextDue, due);
    if (this.#nextDue <= now) this.#nextLook = 0;
    for (const config of outcome.configs) this.#configs.add(config);
    if (outcome.postponed.length > 0) {
      this.#inbox.push(...outcome.postponed);
      this.#notBefore = performance.now() + POSTPONED_MS;
    }
    for (const answer of outcome.answers) answer();
  }

  #measure({ entries, setAside }: TurnOutcome, inputs: readonly Input[], began: number): void {
    const ended = performance.now();
    turnSeconds.observe((ended - began) / 1_000);
    turnExecutions.observe(entries.length);
    for (const { arrived } of inputs) handOverSeconds.observe((ended - arrived) / 1_000);
    for (const status of endedStages(entries)) stagesEnded.inc({ status });
    if (setAside.length > 0) setAsideTotal.inc(setAside.length);
  }

  /** Something in the turn cannot be stored. Each execution alone, so that only the guilty one is set aside. */
  async #oneByOne(inputs: readonly Input[], ids: readonly string[], fault: unknown): Promise<void> {
    const { clock, log, store, cache } = this.#deps;
    for (const id of ids) {
      const own = inputs.filter(({ executionId }) => executionId === id);
      const nudge: Input = {
        executionId: id,
        message: { kind: 'completeExecution' },
        arrived: performance.now(),
      };
      const work: TurnWork = {
        now: clock.now(),
        inputs: own.length > 0 ? own : [nudge],
        configs: [],
        wakeKeys: [],
        limit: 0,
      };
      try {
        await this.#attempt(work, () => undefined);
      } catch (error) {
        cache.delete(id);
        if (!isDataFault(error)) {
          this.#inbox.push(...own);
          continue;
        }
        try {
          await setAsideAlone(store, id, own, error, clock.now());
        } catch (storeError) {
          log.warn('Execution cannot be set aside; trying again', { executionId: id, err: storeError });
          this.#inbox.push(...own);
          continue;
        }
        log.error('Execution set aside: what follows cannot be stored', { executionId: id, err: error });
        setAsideTotal.inc();
        for (const input of own) input.failed?.(error);
      }
    }
    log.debug('Turn was made again, each execution alone', { err: messageOf(fault) });
  }
}

const setAsideAlone = (
  store: TurnStore,
  id: string,
  inputs: readonly Input[],
  error: unknown,
  now: number,
): Promise<void> =>
  store.turn(async (turn) => {
    const results = inputs.flatMap(({ fence }) => fence ?? []);
    const { locked } = await turn.lock({ now, wanted: [id], limit: 0, results });
    if (locked.length === 0) return;
    const taken = await turn.takeMessages([id], now);
    const messages = [...taken, ...inputs].map(({ message }) => message);
    await turn.setAside(id, messages, messageOf(error), now);
  });

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
