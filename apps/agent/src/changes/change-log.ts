import { withEventMeta } from '@orpc/server';
import type { StreamEvent } from '@gennaker/contracts/stream';
import type { Clock } from '@gennaker/kernel/core';

type Kind = 'serverGroup' | 'instance' | 'loadBalancer';
interface Entry {
  id: number;
  event: StreamEvent;
}

/** Changes that a client may have missed and still get. */
const KEPT = 2_000;

/** What changes in the agent, as a stream that can be resumed. Event ids are `<start>-<number>`. */
export class ChangeLog {
  readonly #clock: Clock;
  readonly #epoch: number;
  readonly #entries: Entry[] = [];
  readonly #wake = new Set<() => void>();
  #last = 0;
  #closed = false;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#epoch = clock.now();
  }

  upsert(kind: Kind, id: string, value: unknown, application?: string): void {
    this.#add({ kind, id, application, action: 'upsert', at: this.#clock.now(), value });
  }

  delete(kind: Kind, id: string, application?: string): void {
    this.#add({ kind, id, application, action: 'delete', at: this.#clock.now() });
  }

  async *follow(
    lastEventId: string | undefined,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<StreamEvent> {
    let { position, missed } = this.#positionOf(lastEventId);
    for (;;) {
      if (missed || position < this.#last - this.#entries.length) {
        position = this.#last;
        missed = false;
        yield this.#tagged({ kind: 'reset', at: this.#clock.now() }, position);
      }
      const next = this.#entries.find(({ id }) => id > position);
      if (next) {
        position = next.id;
        yield this.#tagged(next.event, next.id);
      } else if (this.#closed || signal?.aborted) return;
      else await this.#change(signal);
    }
  }

  close(): void {
    this.#closed = true;
    for (const wake of this.#wake) wake();
  }

  #add(event: StreamEvent): void {
    this.#entries.push({ id: ++this.#last, event });
    if (this.#entries.length > KEPT) this.#entries.shift();
    for (const wake of this.#wake) wake();
  }

  /** Without an id: from now on. With one of an earlier agent: something may be missed. */
  #positionOf(lastEventId: string | undefined): { position: number; missed: boolean } {
    if (!lastEventId) return { position: this.#last, missed: false };
    const [epoch, number] = lastEventId.split('-').map(Number);
    const known = epoch === this.#epoch && number !== undefined && number <= this.#last;
    return { position: known ? number : this.#last, missed: !known };
  }

  #tagged(event: StreamEvent, id: number): StreamEvent {
    return withEventMeta(event, { id: `${this.#epoch}-${id}` });
  }

  #change(signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        this.#wake.delete(wake);
        signal?.removeEventListener('abort', wake);
        resolve();
      };
      this.#wake.add(wake);
      signal?.addEventListener('abort', wake, { once: true });
    });
  }
}
