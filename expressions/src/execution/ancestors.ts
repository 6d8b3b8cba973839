import { field, type StageData } from './model.ts';

/**
 * The stages a stage builds on, nearest first, itself left out: those it requires and their synthetics,
 * for a synthetic stage also its siblings before it and its parent's ancestors.
 * Source: orca-api `StageExecution.ancestors`.
 */
export function ancestorsOf(stage: StageData): StageData[] {
  const seen = new Set<StageData>([stage]);
  const found: StageData[] = [];
  const queue = parentsOf(stage);
  for (let next = queue.shift(); next; next = queue.shift()) {
    if (seen.has(next)) continue;
    seen.add(next);
    found.push(next);
    queue.push(...parentsOf(next));
  }
  return found;
}

function parentsOf(stage: StageData): StageData[] {
  const { stages } = stage.execution;
  const required = field(stage.json, 'requisiteStageRefIds');
  const refIds = Array.isArray(required) ? required : [];
  const parents = stages.filter((other) => refIds.includes(field(other.json, 'refId')));
  const parentId = field(stage.json, 'parentStageId');
  if (refIds.length > 0) {
    return parents.flatMap((parent) => [
      parent,
      ...stages.filter((other) => field(other.json, 'parentStageId') === field(parent.json, 'id')),
    ]);
  }
  if (parentId === undefined || parentId === null) return [];
  const parent = stages.find((other) => field(other.json, 'id') === parentId);
  const before =
    field(stage.json, 'syntheticStageOwner') === 'STAGE_AFTER'
      ? stages.filter(
          (other) =>
            field(other.json, 'parentStageId') === parentId &&
            field(other.json, 'syntheticStageOwner') === 'STAGE_BEFORE',
        )
      : [];
  return parent ? [...before, parent] : before;
}

/** The stage that a synthetic stage belongs to in the end. */
export function topLevelStage(stage: StageData): StageData {
  let top = stage;
  for (let i = 0; i < stage.execution.stages.length; i++) {
    const parentId = field(top.json, 'parentStageId');
    const parent = top.execution.stages.find(
      (other) => parentId !== undefined && field(other.json, 'id') === parentId,
    );
    if (!parent) break;
    top = parent;
  }
  return top;
}
