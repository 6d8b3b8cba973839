import { isComplete, type PipelineExecution } from '@gennaker/contracts/orca';
import { AppError, unavailable } from '@gennaker/kernel';
import type { GateClient } from '../context.ts';
import { complain } from '../terminal.ts';

/** How long a platform may be away, e.g. be started again, before watching ends. */
const AWAY_LIMIT_MS = 60_000;
const RETRY_MS = 500;

/** Yields an execution as it is, and again whenever it has changed, until it has ended. */
export async function* followExecution(client: GateClient, id: string): AsyncGenerator<PipelineExecution> {
  let away: number | undefined;
  for (;;) {
    try {
      for await (const execution of followOnce(client, id)) {
        if (away !== undefined) complain('The platform is back.');
        away = undefined;
        yield execution;
        if (isComplete(execution.status)) return;
      }
      await pause(RETRY_MS); // the stream was ended, e.g. by a platform that is being stopped
    } catch (error) {
      if (!isAway(error)) throw error;
      if (away === undefined) complain(`${error.message}; waiting for it …`);
      away ??= Date.now();
      if (Date.now() - away > AWAY_LIMIT_MS) throw error;
      await pause(RETRY_MS);
    }
  }
}

const isAway = (error: unknown): error is AppError =>
  error instanceof AppError && error.code === 'unavailable';

/** Follows until the stream breaks off. */
async function* followOnce(client: GateClient, id: string): AsyncGenerator<PipelineExecution> {
  const stop = new AbortController();
  try {
    // Following begins before the first look, so that nothing between them is missed.
    const changes = await client.streams.changes({ query: { executionId: id } }, { signal: stop.signal });
    yield await existing(client, id);
    for await (const _ of unbroken(changes)) yield await existing(client, id);
  } finally {
    stop.abort();
  }
}

/** A stream that breaks off says so like a platform that cannot be reached. */
async function* unbroken<T>(stream: AsyncIterable<T>): AsyncGenerator<T> {
  try {
    yield* stream;
  } catch (error) {
    throw error instanceof AppError ? error : unavailable('The platform has gone away', { cause: error });
  }
}

/** An execution that was just started may take a moment to be readable. */
async function existing(client: GateClient, id: string): Promise<PipelineExecution> {
  for (let tries = 0; ; tries++) {
    try {
      return await client.pipelines.get({ params: { id } });
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'notFound' || tries === 5) throw error;
      await pause(100);
    }
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
