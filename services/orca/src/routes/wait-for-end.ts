import { isComplete, type PipelineExecution } from '@gennaker/contracts/orca';
import type { Feed } from '@gennaker/kernel';

/** Answers an execution when it has ended, or as it is when the time is up. */
export async function waitForEnd(
  feed: Feed,
  get: () => Promise<PipelineExecution>,
  { id, waitMs, signal }: { id: string; waitMs: number; signal: AbortSignal | undefined },
): Promise<PipelineExecution> {
  const stop = new AbortController();
  const limit = AbortSignal.timeout(waitMs);
  const until = AbortSignal.any([stop.signal, limit, ...(signal ? [signal] : [])]);
  try {
    // Following begins before the look, so an end between the two is not missed.
    const changes = feed.follow({ signal: until })[Symbol.asyncIterator]();
    let next = changes.next();
    let execution = await get();
    while (!isComplete(execution.status)) {
      const { done, value } = await next;
      if (done) return await get();
      next = changes.next();
      if (value === 'reset' || (value.change.kind === 'execution' && value.change.id === id))
        execution = await get();
    }
    return execution;
  } finally {
    stop.abort(); // the follower waits for its next change: only the signal ends it
  }
}
