import { storable } from '../store/storable.ts';
import type { Claim, TaskStore, TaskUpdate } from '../store/task-store.ts';

/** The run ends without a result: another worker goes on from what is recorded. */
export class RunAbandoned extends Error {
  override readonly name = 'RunAbandoned';
}

/** Writes what a task has to say, in order. What cannot be written ends the run, not the task. */
export class Journal {
  readonly #store: TaskStore;
  readonly #claim: Claim;
  #tail: Promise<void> = Promise.resolve();
  #last: string | undefined;
  /** Counts recorded steps: a run that gets on is not stuck. */
  progress = 0;

  constructor(store: TaskStore, claim: Claim) {
    this.#store = store;
    this.#claim = claim;
  }

  /** Adds to the history; said twice in a row it stands there once. */
  say(phase: string, status: string): void {
    const text = `${phase}\n${status}`;
    if (text === this.#last) return;
    this.#last = text;
    this.#tail = this.#tail.then(() =>
      this.#store.update(this.#claim, storable({ entries: [{ phase, status }] })),
    );
    this.#tail.catch(() => undefined); // whoever writes next, or ends the run, meets it again
  }

  async record(operation: number, step: string, result: unknown): Promise<void> {
    await this.#written(() => this.#store.recordStep(this.#claim, operation, step, storable(result)));
    this.progress += 1;
  }

  steps(operation: number): Promise<Map<string, unknown>> {
    return this.#written(() => this.#store.steps(this.#claim.task.id, operation));
  }

  end(update: TaskUpdate): Promise<void> {
    return this.#written(() => this.#store.update(this.#claim, storable(update)));
  }

  async #written<T>(write: () => Promise<T>): Promise<T> {
    try {
      await this.#tail;
      return await write();
    } catch (error) {
      throw new RunAbandoned(`Operation task ${this.#claim.task.id} cannot be written`, { cause: error });
    }
  }
}
