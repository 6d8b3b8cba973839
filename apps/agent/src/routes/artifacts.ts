import { agent } from '@gennaker/contracts/agent';
import type { Handlers } from '@gennaker/kernel/core';
import type { ArtifactStore } from '../artifacts/artifact-store.ts';
import type { OperationLedger } from '../operations/operation-ledger.ts';

/** See what is in the store, and put something there ahead of a deployment. */
export const artifactRoutes = (
  store: ArtifactStore,
  ledger: OperationLedger,
): Handlers<typeof agent.artifacts> => ({
  list: () => store.list(),
  stage: async ({ input: { body } }) => {
    const { operationId, artifact } = body;
    const receipt = await ledger.once(
      { operationId, kind: 'stageArtifact', name: artifact.reference },
      async () => {
        const { hash } = await store.stage(artifact);
        store.unpin(hash);
        return { apply: () => ({ changed: true, artifactHash: hash }) };
      },
    );
    return store.get(receipt.artifactHash ?? '');
  },
});
