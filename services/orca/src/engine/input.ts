import type { PipelineExecution } from '@gennaker/contracts/orca';
import type { ExecutionState } from '../core/state.ts';
import type { Message } from '../core/message.ts';

/** What reaches the engine from within this process: a request, or the result of a task. */
export interface Input {
  executionId: string;
  message: Message;
  /** The execution to store, when this starts one. */
  start?: PipelineExecution;
  /** The task run whose result this is; it counts only if no other attempt was begun. */
  fence?: { id: string; attempt: number };
  /** @throws AppError when the request makes no sense in this state */
  check?(state: ExecutionState): void;
  /** Committed. */
  done?(execution: PipelineExecution): void;
  failed?(error: unknown): void;
  /** When it arrived, ms of `performance.now()`. */
  arrived: number;
}
