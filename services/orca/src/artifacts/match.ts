import type { Artifact, ExpectedArtifact } from '@gennaker/contracts/artifact';

const MATCHED = ['type', 'name', 'version', 'location', 'reference'] as const;

/** Kinds of artifact that a stored one may take the place of. Source: orca `ExpectedArtifact#matches`. */
const STORED_TYPES: Readonly<Record<string, string>> = { 'embedded/base64': 'remote/base64' };

/**
 * Whether an artifact is the expected one: each field that is set must equal it, or match it as a regular
 * expression over the whole value. Source: orca `ExpectedArtifact#matches`.
 */
export function matches({ matchArtifact }: ExpectedArtifact, artifact: Artifact): boolean {
  return MATCHED.every((field) => {
    const wanted = matchArtifact?.[field];
    const given = artifact[field];
    if (wanted === undefined || wanted === '') return true;
    if (given === undefined) return false;
    return (
      wanted === given || (field === 'type' && STORED_TYPES[wanted] === given) || matchesWhole(wanted, given)
    );
  });
}

function matchesWhole(pattern: string, text: string): boolean {
  try {
    return new RegExp(`^(?:${pattern})$`, 's').test(text);
  } catch {
    // Not a regular expression: then only the equal text is meant, which was compared already.
    return false;
  }
}

/** The same artifact, whatever its uuid. */
export const isSame = (a: Artifact, b: Artifact): boolean =>
  MATCHED.every((field) => a[field] === b[field]) && a.artifactAccount === b.artifactAccount;
