import type { StageExecution } from '@gennaker/contracts/orca';
import type { TurnTools } from '@gennaker/sdk';
import type { Deps } from './deps.ts';
import { optionsFor } from './expressions.ts';
import type { ExecutionState } from './state.ts';

/** What a task inside the turn may use. */
export const turnTools = (state: ExecutionState, stage: StageExecution, deps: Deps): TurnTools => ({
  clock: { now: () => deps.now },
  evaluate: (value, more = {}) =>
    deps.evaluate(value, { ...stage.context, ...more }, optionsFor(state, stage)),
});
