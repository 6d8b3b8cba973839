import type { Context } from '@gennaker/contracts/orca';
import type { TaskResult } from '@gennaker/sdk';

/** What was thrown by a task, as data: it travels through the database. */
export interface TaskFailure {
  /** Name of the exception, shown as `exceptionType`. */
  name: string;
  message: string;
  /** Further texts, e.g. one for each faulty field. */
  errors?: string[];
  retryable: boolean;
  /** Facts about a failed HTTP call: method, status, url, responseBody. */
  details?: Context;
}

export type TaskOutcome = { result: TaskResult } | { failure: TaskFailure };

/** Everything that can happen to an execution. Source: orca-queue messages; what is due at once never leaves memory. */
export type Message =
  | { kind: 'startExecution' }
  | { kind: 'completeExecution' }
  | { kind: 'cancelExecution'; by: string; reason?: string | undefined }
  | { kind: 'pauseExecution'; by: string }
  | { kind: 'resumeExecution'; by: string }
  | { kind: 'startStage'; stageId: string }
  | { kind: 'completeStage'; stageId: string }
  | { kind: 'continueParentStage'; stageId: string; phase: 'STAGE_BEFORE' | 'STAGE_AFTER' }
  | { kind: 'skipStage'; stageId: string }
  | { kind: 'skipStageManually'; stageId: string }
  | {
      kind: 'restartStage';
      stageId: string;
      by: string;
      /** A child pipeline was restarted and its parent follows: only if it has ended, and it re-attaches. */
      followsChild?: boolean;
    }
  | { kind: 'patchStage'; stageId: string; context: Context; by: string; accounts: string[] }
  | { kind: 'startTask'; stageId: string; taskId: string }
  | { kind: 'runTask'; stageId: string; taskId: string }
  | { kind: 'checkTimeout'; stageId: string; taskId: string }
  | { kind: 'taskResult'; stageId: string; runId: string; outcome: TaskOutcome };

export type MessageKind = Message['kind'];
export type MessageOf<Kind extends MessageKind> = Extract<Message, { kind: Kind }>;

/** A message of this execution that waits: for a time, for something to change, or for both. */
export interface Waiting {
  message: Message;
  /** Epoch ms; absent: not before it is woken. */
  due: number | undefined;
  /** Things whose change makes it due at once, as `<kind>:<id>`. */
  wakeOn: string[];
  /** When what it waits for was last looked at: a wake since then counts. Epoch ms. */
  since: number;
}
