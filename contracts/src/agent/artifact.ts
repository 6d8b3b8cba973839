import { z } from 'zod';

/**
 * Something to run, copied into the agent's own store before anything starts.
 *
 * | type | reference | version |
 * | --- | --- | --- |
 * | `local/folder` | `file:///srv/shop/v2` | free text |
 * | `local/tarball` | `file:///srv/shop-2.tgz` | free text |
 * | `npm/package` | `shop` or `shop@2.0.0` (or in `name`) | `2.0.0`, a range or a tag |
 * | `git/repo` | `file:///srv/shop` (a repository on this machine) | branch, tag or commit; default `HEAD` |
 */
export const LocalArtifact = z.looseObject({
  type: z.enum(['local/folder', 'local/tarball', 'npm/package', 'git/repo']),
  reference: z.string().min(1),
  version: z.string().optional(),
  name: z.string().optional(),
  hash: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional()
    .describe('Take exactly this content when the store (still) has it; the source may be gone.'),
});
export type LocalArtifact = z.infer<typeof LocalArtifact>;

/** Content in the store. The same content has the same hash, wherever it came from. */
export const StagedArtifact = z.object({
  hash: z.string().describe('SHA-256 over paths, modes and contents.'),
  type: LocalArtifact.shape.type,
  reference: z.string(),
  version: z.string().optional(),
  name: z.string().optional(),
  files: z.number(),
  bytes: z.number(),
  stagedTime: z.number().describe('Epoch ms.'),
});
export type StagedArtifact = z.infer<typeof StagedArtifact>;
