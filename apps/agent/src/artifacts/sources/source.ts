import type { LocalArtifact } from '@gennaker/contracts/agent';
import type { Logger } from '@gennaker/kernel/core';

/** A place that artifacts come from: puts the content of one into an empty folder. */
export type Source = (artifact: LocalArtifact, tools: { into: string; log: Logger }) => Promise<void>;

/** Longest time that `git` or `npm` may take. */
export const SOURCE_TIMEOUT_MS = 120_000;
