type Stage = Readonly<Record<string, unknown>>;

/**
 * What in a pipeline's stages can never run: stages without a type, doubled refIds, unknown requisites,
 * cycles. Spinnaker saves and starts all of these, and ends without a word.
 *
 * @returns a line for each fault, beginning with the field
 */
export function graphFaults(stages: readonly Stage[]): string[] {
  const faults: string[] = [];
  const known = new Map<string, string[]>();
  stages.forEach((stage, index) => {
    const where = `stages[${index}]`;
    if (typeof stage['type'] !== 'string' || stage['type'] === '')
      faults.push(`${where}.type: give the stage a type`);
    const refId = textOf(stage['refId']);
    if (refId === undefined) return;
    if (known.has(refId))
      faults.push(`${where}.refId: '${refId}' is used by another stage; each needs its own`);
    else known.set(refId, requisitesOf(stage));
  });
  stages.forEach((stage, index) => {
    for (const requisite of requisitesOf(stage)) {
      if (known.has(requisite)) continue;
      faults.push(`stages[${index}].requisiteStageRefIds: there is no stage with refId '${requisite}'`);
    }
  });
  const cycle = findCycle(known);
  if (cycle) {
    const path = cycle.map((refId) => `'${refId}'`).join(' → ');
    faults.push(`stages: ${path} wait for each other; remove one of these connections`);
  }
  return faults;
}

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;

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
