import type { Artifact, ExpectedArtifact } from '@gennaker/contracts/artifact';
import type { Context } from '@gennaker/contracts/orca';
import { failed, succeeded, type StageView, type Task } from '@gennaker/sdk';
import { isSame, matches } from '../../artifacts/match.ts';

/**
 * Binds what a stage was expected to produce, of the artifacts that it has or can see.
 * Source: orca `BindProducedArtifactsTask`; orchestration A4.
 */
export const bindProduced: Task<Context> = {
  inTurn: (stage) => {
    const expected = (stage.context['expectedArtifacts'] as ExpectedArtifact[] | undefined) ?? [];
    const seen = artifactsSeenBy(stage);
    const bound: ExpectedArtifact[] = [];
    for (const one of expected) {
      const boundArtifact = seen.find((artifact) => matches(one, artifact)) ?? defaultOf(one);
      if (!boundArtifact)
        return failed(`Unmatched expected artifact ${one.displayName ?? one.id} could not be resolved.`);
      bound.push({ ...one, boundArtifact });
    }
    const artifacts = bound.flatMap(({ boundArtifact }) => (boundArtifact ? [boundArtifact] : []));
    return succeeded({ outputs: { artifacts, resolvedExpectedArtifacts: bound } });
  },
};

const defaultOf = ({ useDefaultArtifact, defaultArtifact }: ExpectedArtifact): Artifact | undefined =>
  useDefaultArtifact ? defaultArtifact : undefined;

/** Artifacts that a stage has or can see, nearest first, each once. */
export function artifactsSeenBy({ context, outputs, ancestors, execution }: StageView): Artifact[] {
  const all = [
    context['artifacts'],
    outputs['artifacts'],
    ...ancestors.map((ancestor) => ancestor.outputs['artifacts']),
    execution.trigger.artifacts,
  ].flatMap((value): Artifact[] => (Array.isArray(value) ? value : []));
  return all.filter((artifact, index) => all.findIndex((other) => isSame(other, artifact)) === index);
}

/** Whether a stage is expected to produce something. */
export const expectsArtifacts = (context: Context): boolean => {
  const expected = context['expectedArtifacts'];
  return Array.isArray(expected) && expected.length > 0;
};
