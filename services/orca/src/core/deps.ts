import type { Context, PipelineExecution } from '@gennaker/contracts/orca';
import type { StageDefinition } from '@gennaker/sdk';

/** Why an expression was not evaluated; `Failure` of the expressions workspace. */
export interface ExpressionFailure {
  /** The expression's text, the key of its entry in the summary. */
  expression: string;
  level: 'INFO' | 'ERROR';
  /** What kind of error, e.g. `SpelEvaluationException`. */
  kind: string;
  message: string;
}

export interface EvaluateOptions {
  /** What the context itself does not have. */
  lookup: (key: string) => unknown;
  execution: PipelineExecution;
  currentStageId: string;
  user: string;
  /** An unknown key is null instead of an error. */
  allowUnknownKeys: boolean;
}

/** Replaces `${…}` in a value of any depth. Pure: it may run inside a turn. */
export type Evaluate = (
  template: unknown,
  context: Context,
  options: EvaluateOptions,
) => { value: unknown; failures: ExpressionFailure[] };

/** The stage types that exist. */
export interface Definitions {
  find(stage: { type: string; context: Context }): StageDefinition | undefined;
  /** @throws AppError `invalid` naming the type when there is none */
  get(stage: { type: string; context: Context }): StageDefinition;
}

/** Whether a pipeline's concurrency limit holds an execution back. Loaded before the turn. */
export interface Admission {
  mustWait(execution: PipelineExecution): boolean;
}

/** All that the core needs from outside. The time stands still during a turn. */
export interface Deps {
  now: number;
  newId: () => string;
  definitions: Definitions;
  evaluate: Evaluate;
  admission: Admission;
}
