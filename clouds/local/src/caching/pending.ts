/** Names that changed since they were last taken; one waits, the other adds. */
export class Pending {
  #changed = new Set<string>();
  #gone = new Set<string>();
  #everything = false;
  #ended: { error?: Error | undefined } | undefined;
  #wake: (() => void) | undefined;

  everything(): void {
    this.#everything = true;
    this.#wake?.();
  }

  changed(serverGroup: string | undefined): void {
    this.#changed.add(serverGroup ?? '');
    this.#wake?.();
  }

  gone(loadBalancer: string): void {
    this.#gone.add(loadBalancer);
    this.#wake?.();
  }

  end(error?: Error): void {
    this.#ended = { error };
    this.#wake?.();
  }

  /** Resolves when there is something to take, or nothing will come. @returns false for the latter */
  async some(): Promise<boolean> {
    while (!this.#everything && this.#changed.size === 0 && this.#gone.size === 0) {
      if (this.#ended) {
        if (this.#ended.error) throw this.#ended.error;
        return false;
      }
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
    return true;
  }

  take(): { everything: boolean; serverGroups: string[]; goneLoadBalancers: string[] } {
    const taken = {
      everything: this.#everything,
      serverGroups: [...this.#changed].filter((name) => name !== ''),
      goneLoadBalancers: [...this.#gone],
    };
    this.#everything = false;
    this.#changed = new Set();
    this.#gone = new Set();
    return taken;
  }
}
