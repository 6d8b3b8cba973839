import type { PipelineConfig } from '@gennaker/contracts/front50';
import { AppError, invalid } from '@gennaker/kernel';

type Stage = Record<string, unknown>;

/** Name and application are what a pipeline cannot be without. Source: front50 `PipelineController#validatePipeline`. */
export function checkNamed(pipeline: PipelineConfig): { name: string; application: string } {
  const name = pipeline.name?.trim();
  const application = pipeline.application?.trim();
  if (name && application) return { name, application };
  throw new AppError('invalid', 'A pipeline requires name and application fields', { status: 422 });
}

/**
 * Finds what can never run: stages without a type, doubled refIds, unknown requisites, cycles.
 * Spinnaker saves all of these and fails later without a word.
 *
 * @throws AppError `invalid` with a line for each fault
 */
export function checkGraph(stages: readonly Stage[]): void {
  const errors: string[] = [];
  const known = new Map<string, string[]>();
  stages.forEach((stage, index) => {
    const where = `stages[${index}]`;
    if (typeof stage['type'] !== 'string' || stage['type'] === '')
      errors.push(`${where}.type: give the stage a type`);
    const refId = refIdOf(stage);
    if (refId === undefined) return;
    if (known.has(refId))
      errors.push(`${where}.refId: '${refId}' is used by another stage; each needs its own`);
    else known.set(refId, requisitesOf(stage));
  });
  stages.forEach((stage, index) => {
    for (const requisite of requisitesOf(stage)) {
      if (known.has(requisite)) continue;
      errors.push(`stages[${index}].requisiteStageRefIds: there is no stage with refId '${requisite}'`);
    }
  });
  const cycle = findCycle(known);
  if (cycle)
    errors.push(
      `stages: ${cycle.map((refId) => `'${refId}'`).join(' → ')} wait for each other; remove one of these connections`,
    );
  if (errors.length > 0) throw invalid(`The pipeline cannot be saved: ${errors.join('; ')}`, { errors });
}

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
const refIdOf = (stage: Stage): string | undefined => textOf(stage['refId']);

function requisitesOf({ requisiteStageRefIds }: Stage): string[] {
  return Array.isArray(requisiteStageRefIds)
    ? requisiteStageRefIds.flatMap((refId) => textOf(refId) ?? [])
    : [];
}

function findCycle(graph: ReadonlyMap<string, readonly string[]>): string[] | undefined {
  const done = new Set<string>();
  const visit = (refId: string, path: string[]): string[] | undefined => {
    const start = path.indexOf(refId);
    if (start >= 0) return [...path.slice(start), refId];
    if (done.has(refId)) return undefined;
    for (const requisite of graph.get(refId) ?? []) {
      const cycle = visit(requisite, [...path, refId]);
      if (cycle) return cycle;
    }
    done.add(refId);
    return undefined;
  };
  for (const refId of graph.keys()) {
    const cycle = visit(refId, []);
    if (cycle) return cycle.toReversed();
  }
  return undefined;
}
