import type { Context, StageExecution, SyntheticStageOwner } from '@gennaker/contracts/orca';
import { AppError } from '@gennaker/kernel';
import type { Plan } from '@gennaker/sdk';
import { inSequence } from '@gennaker/sdk';
import { without } from './context.ts';
import type { Deps } from './deps.ts';
import { afterStagesOf, beforeStagesOf } from './graph.ts';
import type { ExecutionState } from './state.ts';
import { WINDOW } from './timeouts.ts';
import { viewOf } from './view.ts';

/** A time window is kept by the stage that has it, never by the stages it makes. */
const WINDOW_KEYS = ['restrictExecutionDuringTimeWindow', 'restrictedExecutionWindow'];

/** Makes the stages that run before a stage's tasks; its time window is the first of them. */
export function planBefore(state: ExecutionState, stage: StageExecution, deps: Deps): void {
  const window = windowPlan(stage);
  const own = deps.definitions.get(stage).before?.(viewOf(state, stage, deps)) ?? [];
  const afterWindow = window.length === 0 ? own : behind(window, own);
  addPlan(state, stage, 'STAGE_BEFORE', afterWindow, deps);
}

function windowPlan(stage: StageExecution): Plan {
  if (stage.context[WINDOW] !== true || stage.parentStageId !== undefined) return [];
  const context = { restrictedExecutionWindow: stage.context['restrictedExecutionWindow'] };
  return inSequence({ type: WINDOW, name: WINDOW, context });
}

const behind = (window: Plan, plan: Plan): Plan => [
  ...window,
  ...plan.map((stage) => ({
    ...stage,
    requires: stage.requires.length === 0 ? [0] : stage.requires.map((index) => index + 1),
  })),
];

/** Makes the stages that run after the tasks. */
export function planAfter(state: ExecutionState, stage: StageExecution, deps: Deps): void {
  addPlan(
    state,
    stage,
    'STAGE_AFTER',
    deps.definitions.get(stage).after?.(viewOf(state, stage, deps)) ?? [],
    deps,
  );
}

/** Makes the stages that run because the stage has failed, in place of those that never started. */
export function planOnFailure(
  state: ExecutionState,
  stage: StageExecution,
  deps: Deps,
): readonly StageExecution[] {
  const plan = deps.definitions.get(stage).onFailure?.(viewOf(state, stage, deps)) ?? [];
  for (const child of state.childrenOf(stage.id)) if (child.status === 'NOT_STARTED') state.remove(child);
  return addPlan(state, stage, 'STAGE_AFTER', plan, deps);
}

function addPlan(
  state: ExecutionState,
  parent: StageExecution,
  owner: SyntheticStageOwner,
  plan: Plan,
  deps: Deps,
): StageExecution[] {
  const before = owner === 'STAGE_BEFORE';
  const existing = before ? beforeStagesOf(state, parent) : afterStagesOf(state, parent);
  const first = existing.length + 1;
  const refId = (index: number): string => `${parent.refId}${before ? '<' : '>'}${first + index}`;
  const stages = plan.map(({ type, name, context, requires }, index): StageExecution => {
    if (requires.some((required) => required >= index || required < 0))
      throw new AppError(
        'internal',
        `Stage ${parent.name} plans ${name} after a stage that comes later or not at all.`,
      );
    return {
      id: deps.newId(),
      refId: refId(index),
      type,
      name,
      status: 'NOT_STARTED',
      context: without(defined(context), ...(type === WINDOW ? [] : WINDOW_KEYS)),
      outputs: {},
      tasks: [],
      requisiteStageRefIds: requires.map(refId),
      parentStageId: parent.id,
      syntheticStageOwner: owner,
    };
  });
  state.add(stages);
  return stages;
}

const defined = (context: Context): Context =>
  Object.fromEntries(Object.entries(context).filter(([, value]) => value !== undefined && value !== null));
