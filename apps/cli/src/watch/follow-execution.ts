import { isComplete, type PipelineExecution } from '@gennaker/contracts/orca';
import { AppError } from '@gennaker/kernel';
import type { GateClient } from '../context.ts';

/** Yields an execution as it is, and again whenever it has changed, until it has ended. */
export async function* followExecution(client: GateClient, id: string): AsyncGenerator<PipelineExecution> {
  const stop = new AbortController();
  try {
    // Following begins before the first look, so that nothing between them is missed.
    const changes = await client.streams.changes({ query: { executionId: id } }, { signal: stop.signal });
    let execution = await existing(client, id);
    yield execution;
    if (isComplete(execution.status)) return;
    for await (const _ of changes) {
      execution = await existing(client, id);
      yield execution;
      if (isComplete(execution.status)) return;
    }
  } finally {
    stop.abort();
  }
}

/** An execution that was just started may take a moment to be readable. */
async function existing(client: GateClient, id: string): Promise<PipelineExecution> {
  for (let tries = 0; ; tries++) {
    try {
      return await client.pipelines.get({ params: { id } });
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'notFound' || tries === 5) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}
