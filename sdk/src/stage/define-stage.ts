import type { Context } from '@gennaker/contracts/orca';
import type { z } from 'zod';
import type { TaskResult } from './result.ts';
import type { Plan } from './plan.ts';
import type { Tools, TurnTools } from './tools.ts';
import type { StageView } from './view.ts';

interface TaskOptions<C> {
  /** ms from the task's start until it fails; absent: no limit of its own. */
  timeoutMs?: number;
  /** `stageTimeoutMs` of the stage replaces `timeoutMs`. */
  timeoutOverridable?: boolean;
  /** ms to the next run after a retryable error; default 1000. */
  backoffMs?: number;
  /** Answers a timeout instead of the engine's TERMINAL. Runs inside the turn. */
  onTimeout?(stage: StageView<C>, tools: TurnTools): TaskResult;
  loop?: 'start' | 'end';
}

/** A task that only computes: it runs inside the turn, so it must be quick and free of side effects. */
export interface TurnTask<C> extends TaskOptions<C> {
  inTurn(stage: StageView<C>, tools: TurnTools): TaskResult;
}

/** A task with side effects: it runs outside the turn, under a lease, and may run twice. */
export interface EffectTask<C> extends TaskOptions<C> {
  effect(stage: StageView<C>, tools: Tools): Promise<TaskResult> | TaskResult;
  /** Undoes or stops what the task began when its execution is cancelled. May run twice. */
  onCancel?(stage: StageView<C>, tools: Tools): Promise<TaskResult | void> | TaskResult | void;
}

export type Task<C> = TurnTask<C> | EffectTask<C>;

export interface StageDefinition<C = any> {
  /** The word in pipeline JSON. */
  readonly type: string;
  /** For lists and forms. */
  readonly label: string;
  readonly description: string;
  /** The stage's own fields; its descriptions are the documentation. Unknown keys stay in the context. */
  readonly context: z.ZodType<C>;
  /** In order. A function where the context decides. */
  readonly tasks?: Record<string, Task<C>> | ((stage: StageView<C>) => Record<string, Task<C>>);
  /** Stages that run before the tasks. Planned when the stage starts. */
  readonly before?: (stage: StageView<C>) => Plan;
  /** Stages that run after the tasks. Planned when the tasks have ended well, so their outputs can be read. */
  readonly after?: (stage: StageView<C>) => Plan;
  /** Stages that run when the stage has failed. */
  readonly onFailure?: (stage: StageView<C>) => Plan;
  /**
   * Runs outside the turn, once, after the stage ended badly (TERMINAL, CANCELED, STOPPED): stops or undoes
   * what it left behind. What it answers is merged into the stage. May run twice.
   */
  readonly onHalt?: (stage: StageView<C>, tools: Tools) => Promise<TaskResult | void> | TaskResult | void;
  /** Cleans the context when the stage is restarted. */
  readonly onRestart?: (context: Context) => Context;
  /** Whether its user may skip it while it runs. */
  readonly skippable?: (context: Context) => boolean;
  /** Evaluates its own expressions in `evaluated` fields; these keys are left raw by the engine. */
  readonly rawKeys?: readonly string[];
  /** Not offered to users: made by other stages only. */
  readonly internal?: boolean;
}

/** Defines a stage type: one file tells the whole story. */
export const defineStage = <S extends z.ZodType>(
  definition: { context: S } & Omit<StageDefinition<NoInfer<z.output<S>>>, 'context'>,
): StageDefinition<z.output<S>> => definition as unknown as StageDefinition<z.output<S>>;
