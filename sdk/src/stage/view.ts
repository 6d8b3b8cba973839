import type { Context, ExecutionStatus, PipelineExecution, StageExecution } from '@gennaker/contracts/orca';

/** A stage as its own code sees it. */
export interface StageView<C = Context> {
  readonly id: string;
  readonly refId: string;
  readonly type: string;
  readonly name: string;
  readonly status: ExecutionStatus;
  /** The stage's own context, parsed by its schema, expressions evaluated. */
  readonly context: C;
  readonly outputs: Context;
  /** Epoch ms. */
  readonly startTime: number;
  /** When the running task started, epoch ms. */
  readonly taskStartTime: number;
  readonly tasks: StageExecution['tasks'];
  readonly synthetic: boolean;
  /** The stage that this one was made for. */
  readonly parent: StageView | undefined;
  /** All stages of the execution with this one as their parent, in order. */
  readonly children: readonly StageExecution[];
  /** Own context, else the outputs of the nearest ancestor; undefined when nobody has it. */
  lookup(key: string): unknown;
  /** Stages upstream, nearest first, with their synthetics and the parents' chain. Source: `StageExecution#ancestors`. */
  readonly ancestors: readonly StageExecution[];
  readonly execution: PipelineExecution;
}
