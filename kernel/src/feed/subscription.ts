import type { FeedEntry } from './feed.ts';

/** How far a subscriber may fall behind; then it is told to read everything anew. */
const QUEUE_LIMIT = 10_000;

/** The queue of one follower of a feed. */
export class Subscription {
  #queue: FeedEntry[] = [];
  #overflowed = false;
  #ended = false;
  #wake: (() => void) | undefined;

  constructor(signal: AbortSignal | undefined) {
    if (signal?.aborted) this.end();
    signal?.addEventListener('abort', () => this.end(), { once: true });
  }

  push(entries: readonly FeedEntry[]): void {
    if (this.#queue.length + entries.length > QUEUE_LIMIT) {
      this.#queue = [];
      this.#overflowed = true;
    } else this.#queue.push(...entries);
    this.#wake?.();
  }

  /** Forgets entries that were delivered another way. */
  drop(tokens: ReadonlySet<string>): void {
    this.#queue = this.#queue.filter(({ token }) => !tokens.has(token));
  }

  end(): void {
    this.#ended = true;
    this.#wake?.();
  }

  async *entries(): AsyncGenerator<FeedEntry | 'reset'> {
    while (!this.#ended) {
      if (this.#overflowed) {
        this.#overflowed = false;
        yield 'reset';
      }
      const next = this.#queue.shift();
      if (next) yield next;
      else await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }
}
