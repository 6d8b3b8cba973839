import type { Context } from '@gennaker/contracts/orca';

/** A stage that another stage asks for. */
export interface PlannedStage {
  type: string;
  name: string;
  context: Context;
  /** Indexes, in the same plan, of the stages that must have ended before. */
  requires: number[];
}

export type Plan = PlannedStage[];

type Wanted = Omit<PlannedStage, 'requires'>;

/** One after the other. Absent stages are left out. */
export const inSequence = (...stages: (Wanted | undefined | false)[]): Plan =>
  stages
    .filter((stage) => !!stage)
    .map((stage, index) => ({ ...stage, requires: index === 0 ? [] : [index - 1] }));

/** All at once. */
export const inParallel = (...stages: (Wanted | undefined | false)[]): Plan =>
  stages.filter((stage) => !!stage).map((stage) => ({ ...stage, requires: [] }));

/** One plan after another: what has nothing before it in `second` waits for all that ends `first`. */
export function andThen(first: Plan, second: Plan): Plan {
  const ends = first
    .map((_, index) => index)
    .filter((index) => !first.some(({ requires }) => requires.includes(index)));
  const shifted = second.map((stage) => ({
    ...stage,
    requires: stage.requires.length === 0 ? ends : stage.requires.map((index) => index + first.length),
  }));
  return [...first, ...shifted];
}
