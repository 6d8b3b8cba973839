import { performance } from 'node:perf_hooks';
import {
  executionCan,
  stageCan,
  type Context,
  type Permission,
  type PipelineExecution,
  type StageExecution,
} from '@gennaker/contracts/orca';
import {
  conflict,
  newId as ulid,
  notFound,
  systemClock,
  unavailable,
  type Clock,
  type Database,
  type Feed,
  type Logger,
  type NewId,
} from '@gennaker/kernel';
import type { StageDefinition, Tools } from '@gennaker/sdk';
import { stageDefinitions } from '../core/definitions.ts';
import type { Evaluate } from '../core/deps.ts';
import type { Message } from '../core/message.ts';
import type { ExecutionState } from '../core/state.ts';
import { sqlRunStore, sqlTurnStore, type RunStore, type SetAside, type TurnStore } from '../store/index.ts';
import { ExecutionCache } from './execution-cache.ts';
import type { Input } from './input.ts';
import { Pump } from './pump.ts';
import { RecentWakes } from './recent-wakes.ts';
import { runTask, type RunInfo } from './task-runner.ts';
import { Worker } from './worker.ts';

export interface EngineDeps {
  database: Database;
  feed: Feed;
  definitions: readonly StageDefinition[];
  evaluate: Evaluate;
  /** What a task may use, made anew for each run. */
  tools: (run: RunInfo) => Tools;
  log: Logger;
  clock?: Clock;
  newId?: NewId;
  /** Task runs at a time in this process. */
  maxRuns?: number;
  /** For tests: other stores than the database's. */
  turnStore?: TurnStore;
  runStore?: RunStore;
}

/** Who asks, and what for. */
export interface By {
  by: string;
}

/**
 * Runs executions. Each call resolves when what it asks for is committed, with the execution as it is then.
 * @throws AppError `notFound` for an execution or stage that does not exist, `conflict` when the state forbids it
 */
export interface Engine {
  /** Stores an execution and starts it. Answers an older one with its id, or one under way with its correlation id. */
  start(execution: PipelineExecution): Promise<PipelineExecution>;
  /** Stores an execution that has ended before it began. */
  record(execution: PipelineExecution): Promise<void>;
  /** Of an ended one only the reason changes. */
  cancel(id: string, options: By & { reason?: string | undefined }): Promise<PipelineExecution>;
  pause(id: string, options: By): Promise<PipelineExecution>;
  resume(id: string, options: By): Promise<PipelineExecution>;
  /** Of a stage that has not ended: no effect. */
  restartStage(id: string, stageId: string, options: By): Promise<PipelineExecution>;
  /** Merges into the context; null removes a key. */
  patchStage(
    id: string,
    stageId: string,
    patch: By & { context: Context; accounts: string[] },
  ): Promise<PipelineExecution>;
  skipStage(id: string, stageId: string): Promise<PipelineExecution>;
  /** Something changed: tasks that wait for it run at once, in whatever process. */
  wake(key: string | readonly string[]): Promise<void>;
  /** Begins to work. Until then calls wait. */
  run(): Promise<void>;
  /** Resolves when nothing is to be done now: only timers and people are waited for. */
  drain(): Promise<void>;
  /** Lets running tasks end within a grace, then hands over to other processes. */
  stop(graceMs?: number): Promise<void>;
  /** Messages that could not be applied. */
  setAside(): Promise<SetAside[]>;
  /** Tries them again, after a mend. */
  retrySetAside(id: string): Promise<number>;
}

const STOP_GRACE_MS = 5_000;

export function createEngine(deps: EngineDeps): Engine {
  const { database, feed, evaluate, tools, log, clock = systemClock, newId = ulid, maxRuns = 100 } = deps;
  const store = deps.turnStore ?? sqlTurnStore(database, feed);
  const runs = deps.runStore ?? sqlRunStore(database);
  const definitions = stageDefinitions(deps.definitions);
  const wakes = new RecentWakes(clock.now());
  const workerId = newId();
  let stopped = false;
  let unlisten: (() => Promise<void>) | undefined;

  const worker: Worker = new Worker({
    id: workerId,
    runs,
    load: store.load,
    run: (run, execution, signal) =>
      runTask({ definitions, evaluate, tools, clock, newId }, run, execution, signal),
    onResult: ({ id, attempt, stage_id: stageId, execution_id: executionId }, outcome) =>
      pump.push({
        executionId,
        message: { kind: 'taskResult', stageId, runId: id, outcome },
        fence: { id, attempt },
        arrived: performance.now(),
      }),
    log,
    maxRuns,
  });
  const pump = new Pump({
    store,
    cache: new ExecutionCache(),
    wakes,
    worker,
    definitions,
    evaluate,
    newId,
    clock,
    log,
  });

  const ask = (
    executionId: string,
    message: Message,
    more: Partial<Input> = {},
  ): Promise<PipelineExecution> =>
    new Promise((done, failed) => {
      if (stopped) return failed(unavailable('The engine is shutting down; ask again in a moment.'));
      pump.push({ executionId, message, done, failed, arrived: performance.now(), ...more });
    });
  const heard = (keys: readonly string[] | 'missed'): void => {
    if (keys !== 'missed') {
      wakes.add(keys, clock.now());
      return pump.wake(keys);
    }
    wakes.missed(clock.now());
    store
      .wakeAll(clock.now())
      .catch((error: unknown) => log.warn('Waiting tasks cannot be woken', { err: error }));
  };

  return {
    start: (execution) => ask(execution.id, { kind: 'startExecution' }, { start: execution }),
    async record(execution) {
      await ask(execution.id, { kind: 'startExecution' }, { start: execution });
    },
    cancel: (id, { by, reason }) => ask(id, { kind: 'cancelExecution', by, reason }),
    pause: (id, { by }) => ask(id, { kind: 'pauseExecution', by }, { check: allows(executionCan.pause) }),
    resume: (id, { by }) => ask(id, { kind: 'resumeExecution', by }, { check: allows(executionCan.resume) }),
    restartStage: (id, stageId, { by }) =>
      ask(id, { kind: 'restartStage', stageId, by }, { check: (state) => void stageIn(state, stageId) }),
    patchStage: (id, stageId, { context, by, accounts }) =>
      ask(
        id,
        { kind: 'patchStage', stageId, context, by, accounts },
        { check: (state) => void stageIn(state, stageId) },
      ),
    skipStage: (id, stageId) =>
      ask(
        id,
        { kind: 'skipStageManually', stageId },
        { check: (state) => demand(stageCan.skip(stageIn(state, stageId))) },
      ),
    async wake(key) {
      const keys = [key].flat();
      wakes.add(keys, clock.now());
      pump.wake(keys);
      await store.wake(keys, clock.now());
    },
    async run() {
      unlisten = await store.onWake(heard);
      await worker.begin();
      pump.begin();
    },
    async drain() {
      do await pump.idle();
      while (worker.size > 0 && (await soon()));
      await pump.idle();
    },
    async stop(graceMs = STOP_GRACE_MS) {
      stopped = true;
      await unlisten?.();
      await worker.end(graceMs, () => pump.end());
    },
    setAside: () => store.setAside(),
    async retrySetAside(id) {
      const count = await store.retrySetAside(id, clock.now());
      pump.wake([`execution:${id}`]);
      return count;
    },
  };
}

const allows =
  (permission: (execution: PipelineExecution) => Permission) =>
  ({ execution }: ExecutionState): void =>
    demand(permission(execution));

function demand(permission: Permission): void {
  if (!permission.allowed) throw conflict(permission.reason);
}

function stageIn(state: ExecutionState, stageId: string): StageExecution {
  const stage = state.stage(stageId);
  if (!stage) throw notFound(`Execution ${state.execution.id} has no stage ${stageId}.`);
  return stage;
}

const soon = (): Promise<true> => new Promise((resolve) => setTimeout(() => resolve(true), 2));
