import type { Caller } from '@gennaker/kernel';

/** One operation of a task, checked. */
export interface OperationCall {
  type: string;
  account: string;
  description: Record<string, unknown>;
}

export interface HistoryEntry {
  phase: string;
  status: string;
}

export type TaskState = 'STARTED' | 'COMPLETED' | 'FAILED';
export type ResultObject = Record<string, unknown>;

/** An operation task as it is stored. */
export interface TaskRecord {
  id: string;
  provider: string;
  account: string | undefined;
  application: string | undefined;
  operations: OperationCall[];
  clientRequestId: string | undefined;
  caller: Caller;
  state: TaskState;
  history: HistoryEntry[];
  resultObjects: ResultObject[];
  /** Epoch ms. */
  createdAt: number;
}

export type NewTask = Omit<TaskRecord, 'state' | 'history' | 'resultObjects' | 'createdAt'>;

/** A task that a worker may work at; `attempt` fences it when its lease has ended. */
export interface Claim {
  task: TaskRecord;
  worker: string;
  attempt: number;
}

/** What a worker has to say about its task. */
export interface TaskUpdate {
  entries: HistoryEntry[];
  state?: TaskState;
  resultObjects?: ResultObject[];
}

/** Where operation tasks and their steps are kept. Every write under a claim checks that it still holds. */
export interface TaskStore {
  /** The task of an earlier call with the same `clientRequestId` if there is one; then nothing is added. */
  create(task: NewTask, first: HistoryEntry): Promise<TaskRecord>;
  get(id: string): Promise<TaskRecord | undefined>;
  running(): Promise<TaskRecord[]>;
  /** Tasks that nobody works at, for `leaseMs`; none of `own`, which the worker is still at though its lease has ended. */
  claim(
    worker: string,
    options: { leaseMs: number; limit: number; own: readonly string[] },
  ): Promise<Claim[]>;
  /** @returns ids of the claims that still hold */
  renew(claims: readonly Claim[], leaseMs: number): Promise<string[]>;
  /** Gives a task back: another worker may go on at once. */
  release(claim: Claim): Promise<void>;
  /** Results of an operation's finished steps. */
  steps(taskId: string, operation: number): Promise<Map<string, unknown>>;
  /** @throws LostClaim */
  recordStep(claim: Claim, operation: number, step: string, result: unknown): Promise<void>;
  /** @throws LostClaim */
  update(claim: Claim, update: TaskUpdate): Promise<void>;
  /** Calls back when there may be something to claim. */
  onSubmitted(wake: () => void): Promise<() => Promise<void>>;
  /** Removes tasks that ended longer ago. */
  prune(keepMs: number): Promise<number>;
}

/** Another worker has taken the task over; whoever gets this stops without a word. */
export class LostClaim extends Error {
  override readonly name = 'LostClaim';
  constructor(id: string) {
    super(`Operation task ${id} is now another worker's.`);
  }
}
