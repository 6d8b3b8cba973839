import type { Artifact, ExpectedArtifact } from '@gennaker/contracts/artifact';
import { invalid } from '@gennaker/kernel';
import { isSame, matches } from './match.ts';

export interface Binding {
  /** Received and bound, each once. */
  artifacts: Artifact[];
  /** With `boundArtifact`. */
  resolvedExpectedArtifacts: ExpectedArtifact[];
}

interface Sources {
  expected: readonly ExpectedArtifact[];
  received: readonly Artifact[];
  /** Artifacts of the newest earlier execution; asked for only when one is wanted. */
  prior: () => Promise<readonly Artifact[]>;
}

/**
 * Gives each expected artifact the one that it means: of the received ones exactly one, else a prior one,
 * else its default. Source: orca `ArtifactResolver`.
 *
 * @throws AppError `invalid` when one matches several, or none
 */
export async function bindExpected({ expected, received, prior }: Sources): Promise<Binding> {
  const artifacts = [...received];
  const resolvedExpectedArtifacts: ExpectedArtifact[] = [];
  for (const artifact of expected) {
    const boundArtifact = await boundFor(artifact, received, prior);
    resolvedExpectedArtifacts.push({ ...artifact, boundArtifact });
    if (!artifacts.some((known) => isSame(known, boundArtifact))) artifacts.push(boundArtifact);
  }
  return { artifacts, resolvedExpectedArtifacts };
}

async function boundFor(
  expected: ExpectedArtifact,
  received: readonly Artifact[],
  prior: Sources['prior'],
): Promise<Artifact> {
  const name = expected.displayName ?? expected.id;
  const found = received.filter((artifact) => matches(expected, artifact));
  if (found.length > 1) {
    throw invalid(
      `Expected artifact ${name} matches multiple artifacts ${found.map(({ name: one, version }) => `${one}:${version}`).join(', ')}; narrow its matchArtifact.`,
    );
  }
  if (found[0]) return found[0];
  if (expected.usePriorArtifact) {
    const earlier = (await prior()).find((artifact) => matches(expected, artifact));
    if (earlier) return earlier;
  }
  if (expected.useDefaultArtifact && expected.defaultArtifact) return expected.defaultArtifact;
  throw invalid(`Unmatched expected artifact ${name} could not be resolved.`);
}

/** What takes part in binding when a pipeline starts. Source: orca `ArtifactUtils#resolveArtifacts`. */
export const consideredAtStart = (
  expected: readonly ExpectedArtifact[],
  triggerIds: readonly string[],
): ExpectedArtifact[] =>
  expected.filter(
    ({ id, useDefaultArtifact, usePriorArtifact }) =>
      triggerIds.includes(id) || useDefaultArtifact || usePriorArtifact,
  );
