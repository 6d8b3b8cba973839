import type { Feed } from '@gennaker/kernel';
import type { TaskRecord } from '../store/task-store.ts';

interface Options {
  id: string;
  /** 0: answers at once. */
  waitMs: number;
  feed: Feed;
  signal: AbortSignal | undefined;
}

/** Longer than this no connection is kept waiting. */
const MOST_MS = 60_000;

/** The task as it is when it has ended, or when the wait is over. */
export async function untilEnded(read: () => Promise<TaskRecord>, options: Options): Promise<TaskRecord> {
  const { id, waitMs, feed, signal } = options;
  if (waitMs === 0) return read();
  const answered = new AbortController();
  const over = AbortSignal.any([
    answered.signal,
    AbortSignal.timeout(Math.min(waitMs, MOST_MS)),
    ...(signal ? [signal] : []),
  ]);
  const changes = feed.follow({ signal: over })[Symbol.asyncIterator]();
  // Followed before it is read: an end in between is seen either way.
  let next = changes.next();
  try {
    for (;;) {
      const task = await read();
      if (task.state !== 'STARTED') return task;
      for (;;) {
        const { done, value } = await next;
        if (done) return await read();
        next = changes.next();
        if (value === 'reset' || (value.change.kind === 'operationTask' && value.change.id === id)) break;
      }
    }
  } finally {
    answered.abort(); // ends what was followed
  }
}
