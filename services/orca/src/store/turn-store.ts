import type { FeedChange } from '@gennaker/kernel';
import type { PipelineExecution } from '@gennaker/contracts/orca';
import type { Message } from '../core/message.ts';
import type { ExecutionNotes, RunPurpose, StageNotes } from '../core/notes.ts';
import type { ExecutionRow, HotRow, StageRow } from './rows.ts';

export interface Locked {
  id: string;
  version: number;
  /** Whether messages of it are due. */
  due: boolean;
}

export interface TakenMessage {
  executionId: string;
  message: Message;
}

/** An execution with the engine's notes, as a turn needs it. */
export interface StoredExecution {
  execution: PipelineExecution;
  notes: ExecutionNotes;
  stageNotes: Map<string, StageNotes>;
  /** Where each stage stands in the order of their making. */
  positions: Map<string, number>;
  version: number;
}

export interface MessageRow {
  execution_id: string;
  slot: string | null;
  due: number | null;
  wake_on: string[] | null;
  body: Message;
  /** From one execution to another, which may have been deleted. */
  to_other: boolean;
}

export interface RunRow {
  id: string;
  execution_id: string;
  stage_id: string;
  task_id: string;
  purpose: RunPurpose;
  /** null: any worker may take it. */
  worker: string | null;
}

/** All that one turn writes. */
export interface TurnWrites {
  created: Omit<ExecutionRow, 'version'>[];
  changed: HotRow[];
  stages: StageRow[];
  removedStages: { execution_id: string; id: string }[];
  messages: MessageRow[];
  clearedSlots: { execution_id: string; slot: string }[];
  /** Nothing waits for these executions any longer. */
  ended: string[];
  runs: RunRow[];
  droppedRuns: string[];
  abortedRuns: string[];
  /** Makes messages that wait for these things due now. */
  wakeKeys: string[];
}

export interface WaitingExecution {
  id: string;
  configId: string;
  keepWaiting: boolean;
  limitConcurrent: boolean;
  maxConcurrent: number;
}

/** What a pipeline's concurrency limit is decided by. */
export interface Occupancy {
  /** Ids of RUNNING executions, by pipeline config. */
  running: Map<string, Set<string>>;
  /** Those in the queue, oldest first. */
  waiting: WaitingExecution[];
}

/** The steps of a turn, all in one transaction. */
export interface Turn {
  /**
   * Locks executions that have something due, and those that are wanted; leaves out what another process is at.
   * Ends their task runs that have a result: one counts only if its attempt is still the last.
   */
  lock(options: {
    now: number;
    wanted: readonly string[];
    limit: number;
    results: readonly { id: string; attempt: number }[];
  }): Promise<{ locked: Locked[]; counting: Set<string> }>;
  /** Takes the due messages of locked executions out of the store, oldest first. */
  takeMessages(ids: readonly string[], now: number): Promise<TakenMessage[]>;
  load(ids: readonly string[]): Promise<Map<string, StoredExecution>>;
  /** Who runs and who waits, held still until the end of the turn. */
  occupancy(configIds: readonly string[]): Promise<Occupancy>;
  /** Ids of executions that are not complete, by correlation id, held still until the end of the turn. */
  correlated(ids: readonly string[]): Promise<Map<string, { id: string; type: string }[]>>;
  write(writes: TurnWrites, now: number): Promise<void>;
  /** Keeps messages that could not be applied, for a person to look at. */
  setAside(executionId: string, messages: readonly Message[], error: string, now: number): Promise<void>;
  publish(changes: readonly FeedChange[]): Promise<void>;
  /** Makes waiting messages due. */
  wake(keys: readonly string[], now: number): Promise<number>;
}

export interface SetAside {
  executionId: string;
  message: Message;
  error: string;
}

/** Where the engine keeps its work. `sqlTurnStore` implements it; `turnStoreSuite` says what each must do. */
export interface TurnStore {
  turn<Result>(work: (turn: Turn) => Promise<Result>): Promise<Result>;
  load(id: string): Promise<StoredExecution | undefined>;
  /** Makes waiting messages due, and tells the other processes. */
  wake(keys: readonly string[], now: number): Promise<void>;
  /** Makes all messages that wait to be woken due: after wakes may have been missed. */
  wakeAll(now: number): Promise<void>;
  onWake(listener: (keys: readonly string[] | 'missed') => void): Promise<() => Promise<void>>;
  /** When the next message falls due, epoch ms. */
  nextDue(): Promise<number | undefined>;
  /** Configs in whose queue something waits although there is room. */
  waitingConfigs(): Promise<string[]>;
  setAside(): Promise<SetAside[]>;
  /** Tries again what was set aside. @returns how many messages */
  retrySetAside(executionId: string, now: number): Promise<number>;
}
