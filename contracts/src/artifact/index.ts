import { z } from 'zod';

const text = z.string().optional();

/** A reference to something that can be deployed. Source: kork `Artifact`; unknown keys belong to `metadata`. */
export const Artifact = z.looseObject({
  type: text,
  customKind: z.boolean().optional(),
  name: text,
  version: text,
  location: text,
  reference: text,
  metadata: z.record(z.string(), z.unknown()).optional(),
  artifactAccount: text,
  provenance: text,
  uuid: text,
});
export type Artifact = z.infer<typeof Artifact>;

/** What a pipeline expects to be given. Source: orca `ExpectedArtifact`. */
export const ExpectedArtifact = z.looseObject({
  id: z.string(),
  displayName: text,
  matchArtifact: Artifact.optional(),
  usePriorArtifact: z.boolean().optional(),
  useDefaultArtifact: z.boolean().optional(),
  defaultArtifact: Artifact.optional(),
  boundArtifact: Artifact.optional(),
});
export type ExpectedArtifact = z.infer<typeof ExpectedArtifact>;
