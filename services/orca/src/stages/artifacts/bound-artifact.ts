import type { Artifact, ExpectedArtifact } from '@gennaker/contracts/artifact';
import { invalid } from '@gennaker/kernel';
import type { StageView } from '@gennaker/sdk';

/**
 * The artifact that a stage names by id: what was bound for it upstream, else at the pipeline's start.
 * @throws AppError `invalid` when none was bound
 * Source: orca `ArtifactUtils#getBoundArtifactForId`.
 */
export function boundArtifact({ ancestors, execution }: StageView, id: string): Artifact {
  const upstream = ancestors.flatMap(({ outputs }) => expectedIn(outputs['resolvedExpectedArtifacts']));
  const all = [...upstream, ...expectedIn(execution.trigger.resolvedExpectedArtifacts)];
  const found = all.find((expected) => expected.id === id && expected.boundArtifact)?.boundArtifact;
  if (found) return found;
  throw invalid(
    `artifactId: no artifact was bound for '${id}'. Expect it in the pipeline (expectedArtifacts) and start it with one that matches.`,
  );
}

const expectedIn = (value: unknown): ExpectedArtifact[] => (Array.isArray(value) ? value : []);
