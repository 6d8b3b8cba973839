import type { Context, StageExecution } from '@gennaker/contracts/orca';
import { ancestorsOf } from './graph.ts';
import type { ExecutionState } from './state.ts';

/** Merges without changing either; a key set to null is removed. */
export function merged(into: Context, from: Context | undefined): Context {
  if (!from) return into;
  const result = { ...into };
  for (const [key, value] of Object.entries(from)) {
    if (value === null || value === undefined) delete result[key];
    else result[key] = value;
  }
  return result;
}

export function without(context: Context, ...keys: string[]): Context {
  const result = { ...context };
  for (const key of keys) delete result[key];
  return result;
}

/** The outputs that a stage sees: of its nearest ancestor that has the key. Source: `StageContext#get`. */
export function lookupIn(state: ExecutionState, stage: StageExecution): (key: string) => unknown {
  let ancestors: StageExecution[] | undefined;
  return (key) => {
    ancestors ??= ancestorsOf(state, stage);
    return ancestors.find(({ outputs }) => Object.hasOwn(outputs, key))?.outputs[key];
  };
}

/** Merges what a task brought into its stage. */
export function store(
  state: ExecutionState,
  stage: StageExecution,
  { context, outputs }: { context?: Context; outputs?: Context },
): void {
  if (!context && !outputs) return;
  stage.context = merged(stage.context, context);
  // The timeout of one stage is nobody else's: it is never handed on.
  stage.outputs = merged(stage.outputs, outputs && without(outputs, 'stageTimeoutMs'));
  state.touch(stage);
}

/** JSON written by people says `true` or `"true"`. */
export const isTrue = (value: unknown): boolean => value === true || value === 'true';
