import type { ExecutionStatus } from '@gennaker/contracts/orca';
import type { Message, Waiting } from './message.ts';
import type { RunPurpose } from './notes.ts';

/** A run of a task to hand to a worker. */
export interface NewRun {
  id: string;
  stageId: string;
  taskId: string;
  purpose: RunPurpose;
}

/** Something to tell the world; Echo's events are made of these. Source: orca-echo `EchoNotifyingStageListener`. */
export interface LifecycleEvent {
  of: 'execution' | 'stage' | 'task';
  phase: 'starting' | 'complete' | 'failed' | 'skipped';
  at: number;
  status: ExecutionStatus;
  stageId?: string;
  taskName?: string;
}

/** What a turn did to an execution, so that only that is written. */
export class Journal {
  /** Status, times and the like. */
  execution = false;
  /** The large and seldom changed rest. */
  body = false;
  readonly stages = new Set<string>();
  readonly removed = new Set<string>();
  /** By slot; a slot holds one message, the newest. `undefined`: emptied. */
  readonly waiting = new Map<string, Waiting | undefined>();
  /** Left for the next turn when this one grew too long. */
  readonly leftOver: Message[] = [];
  readonly toOthers: { executionId: string; message: Message }[] = [];
  readonly runs: NewRun[] = [];
  /** Runs whose result no longer counts. */
  readonly droppedRuns: string[] = [];
  /** Runs that should stop soon but will still be heard. */
  readonly aborted: string[] = [];
  readonly events: LifecycleEvent[] = [];
  /** It has ended: nothing of it may wait any longer. */
  ended = false;

  get isEmpty(): boolean {
    return (
      !this.execution &&
      !this.body &&
      this.stages.size === 0 &&
      this.removed.size === 0 &&
      this.waiting.size === 0 &&
      this.leftOver.length === 0 &&
      this.toOthers.length === 0 &&
      this.runs.length === 0 &&
      this.droppedRuns.length === 0
    );
  }
}
