/** The requests that run on one instance. */
export class InFlight {
  readonly #running = new Set<() => void>();
  readonly #idle = new Set<() => void>();

  get count(): number {
    return this.#running.size;
  }

  /**
   * A request begins.
   *
   * @param abort ends it by force
   * @returns to be called when it has ended
   */
  enter(abort: () => void): () => void {
    const entry = () => abort();
    this.#running.add(entry);
    return () => {
      if (this.#running.delete(entry) && this.#running.size === 0) for (const tell of this.#idle) tell();
    };
  }

  /** Waits until none runs; those that still do after `limitMs` are cut off. */
  async drain(limitMs: number): Promise<void> {
    if (this.#running.size === 0) return;
    await new Promise<void>((resolve) => {
      const end = () => {
        clearTimeout(timer);
        this.#idle.delete(end);
        resolve();
      };
      const timer = setTimeout(() => {
        for (const abort of this.#running) abort();
        end();
      }, limitMs);
      this.#idle.add(end);
    });
  }
}
