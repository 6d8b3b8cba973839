import type { InFlight } from '../instances/in-flight.ts';

/** What a load balancer must know of an instance. */
export interface Backend {
  readonly id: string;
  readonly port: number | undefined;
  readonly inRotation: boolean;
  readonly requests: InFlight;
  /** It could not be reached. */
  unreachable(): void;
}

export interface Backends {
  name: string;
  instances: readonly Backend[];
}

export interface Picked {
  serverGroup: string;
  instance: Backend;
}

/**
 * Picks who answers a request: a server group by weight (smooth weighted round robin, so that shares are
 * exact and evenly spread), then its instance with the fewest running requests, in turn among equals.
 */
export class BackendPicker {
  readonly #credit = new Map<string, number>();
  #turn = 0;

  /**
   * @param weights per server group, 100 where nothing is said; an empty record: every instance the same share
   * @param excluded instances that have been tried
   */
  pick(
    groups: readonly Backends[],
    weights: Readonly<Record<string, number>>,
    excluded: ReadonlySet<Backend>,
  ): Picked | undefined {
    const unweighted = Object.keys(weights).length === 0;
    let best: { name: string; ready: Backend[]; credit: number } | undefined;
    let total = 0;
    for (const { name, instances } of groups) {
      const ready = instances.filter((instance) => instance.inRotation && !excluded.has(instance));
      const weight = ready.length === 0 ? 0 : unweighted ? ready.length : (weights[name] ?? 100);
      if (weight === 0) continue;
      total += weight;
      const credit = (this.#credit.get(name) ?? 0) + weight;
      this.#credit.set(name, credit);
      if (!best || credit > best.credit) best = { name, ready, credit };
    }
    if (!best) return undefined;
    this.#credit.set(best.name, best.credit - total);
    return { serverGroup: best.name, instance: this.#leastBusy(best.ready) };
  }

  #leastBusy(ready: readonly Backend[]): Backend {
    this.#turn = (this.#turn + 1) % 1_000_000;
    let chosen = ready[this.#turn % ready.length] as Backend;
    for (let n = 1; n < ready.length; n++) {
      const other = ready[(this.#turn + n) % ready.length] as Backend;
      if (other.requests.count < chosen.requests.count) chosen = other;
    }
    return chosen;
  }
}
