import { mayContinue, type StageExecution } from '@gennaker/contracts/orca';
import type { ExecutionState } from './state.ts';

/** Top-level stages by their requisites, each with its own before and after stages around it. */
export function inOrder(stages: readonly StageExecution[]): StageExecution[] {
  const children = Map.groupBy(stages, ({ parentStageId }) => parentStageId);
  const around = (stage: StageExecution): StageExecution[] => {
    const own = children.get(stage.id);
    if (!own) return [stage];
    const side = (owner: string) =>
      own.filter(({ syntheticStageOwner }) => syntheticStageOwner === owner).flatMap(around);
    return [...side('STAGE_BEFORE'), stage, ...side('STAGE_AFTER')];
  };
  return byRequisites(children.get(undefined) ?? []).flatMap(around);
}

/** Stable; stages in a cycle, or with a requisite that does not exist, come last. */
function byRequisites(stages: readonly StageExecution[]): StageExecution[] {
  const sorted: StageExecution[] = [];
  const placed = new Set<string>();
  let rest = stages;
  while (rest.length > 0) {
    const later: StageExecution[] = [];
    for (const stage of rest) {
      if (stage.requisiteStageRefIds.every((refId) => placed.has(refId))) {
        placed.add(stage.refId);
        sorted.push(stage);
      } else later.push(stage);
    }
    if (later.length === rest.length) return [...sorted, ...later];
    rest = later;
  }
  return sorted;
}

/** Stages that stand beside each other: the same parent, the same side of it. */
const siblingsOf = (state: ExecutionState, stage: StageExecution): readonly StageExecution[] => {
  const all = state.childrenOf(stage.parentStageId);
  return stage.parentStageId === undefined
    ? all
    : all.filter(({ syntheticStageOwner }) => syntheticStageOwner === stage.syntheticStageOwner);
};

export const upstreamOf = (state: ExecutionState, stage: StageExecution): readonly StageExecution[] =>
  stage.requisiteStageRefIds.length === 0
    ? []
    : siblingsOf(state, stage).filter(({ refId }) => stage.requisiteStageRefIds.includes(refId));

export const downstreamOf = (state: ExecutionState, stage: StageExecution): readonly StageExecution[] =>
  siblingsOf(state, stage).filter(({ requisiteStageRefIds }) => requisiteStageRefIds.includes(stage.refId));

/** All that comes after a stage, each once. */
export function allDownstreamOf(state: ExecutionState, stage: StageExecution): StageExecution[] {
  const found = new Set<StageExecution>();
  const visit = (from: StageExecution): void => {
    for (const next of downstreamOf(state, from)) {
      if (found.has(next)) continue;
      found.add(next);
      visit(next);
    }
  };
  visit(stage);
  found.delete(stage);
  return [...found];
}

/** Every requisite exists and ended so that this stage may start. */
export function isReady(state: ExecutionState, stage: StageExecution): boolean {
  const upstream = upstreamOf(state, stage);
  const known = new Set(upstream.map(({ refId }) => refId));
  return (
    stage.requisiteStageRefIds.every((refId) => known.has(refId)) &&
    upstream.every(({ status }) => mayContinue(status))
  );
}

export const initialStages = (stages: readonly StageExecution[]): readonly StageExecution[] =>
  stages.filter(({ requisiteStageRefIds }) => requisiteStageRefIds.length === 0);

export const beforeStagesOf = (state: ExecutionState, stage: StageExecution): readonly StageExecution[] =>
  state.childrenOf(stage.id).filter(({ syntheticStageOwner }) => syntheticStageOwner === 'STAGE_BEFORE');

export const afterStagesOf = (state: ExecutionState, stage: StageExecution): readonly StageExecution[] =>
  state.childrenOf(stage.id).filter(({ syntheticStageOwner }) => syntheticStageOwner === 'STAGE_AFTER');

export const parentOf = (state: ExecutionState, stage: StageExecution): StageExecution | undefined =>
  stage.parentStageId === undefined ? undefined : state.stage(stage.parentStageId);

export function topLevelOf(state: ExecutionState, stage: StageExecution): StageExecution {
  const parent = parentOf(state, stage);
  return parent ? topLevelOf(state, parent) : stage;
}

/**
 * Stages whose outputs a stage can read, nearest first: what it requires with their synthetics, and
 * for a synthetic stage the siblings before it and its parent's chain. Source: `StageExecutionImpl#ancestors`.
 */
export function ancestorsOf(state: ExecutionState, stage: StageExecution): StageExecution[] {
  const found = new Set<StageExecution>();
  let level: StageExecution[] = [stage];
  while (level.length > 0) {
    const next: StageExecution[] = [];
    for (const current of level) {
      for (const before of nearestAncestors(state, current)) {
        if (before === stage || found.has(before)) continue;
        found.add(before);
        next.push(before);
      }
    }
    level = next;
  }
  return [...found];
}

function nearestAncestors(state: ExecutionState, stage: StageExecution): StageExecution[] {
  const required = upstreamOf(state, stage).flatMap((before) => [before, ...descendantsOf(state, before)]);
  const parent = parentOf(state, stage);
  if (!parent) return required;
  const beforeParent = stage.syntheticStageOwner === 'STAGE_AFTER' ? beforeStagesOf(state, parent) : [];
  return [...required, ...beforeParent, parent];
}

/** All stages that were made for a stage, at any depth. */
export const descendantsOf = (state: ExecutionState, stage: StageExecution): StageExecution[] =>
  state.childrenOf(stage.id).flatMap((child) => [child, ...descendantsOf(state, child)]);
