/** More than a busy minute brings; older ones are forgotten, and then believed to concern everybody. */
const MOST_KEYS = 20_000;

/**
 * Wakes that were lately heard of. A task looks at something, then says that it waits for it to change;
 * a change between the two must not be lost.
 */
export class RecentWakes {
  readonly #times = new Map<string, number>();
  #forgottenUntil: number;

  /** @param now epoch ms; wakes before it were not heard */
  constructor(now: number) {
    this.#forgottenUntil = now;
  }

  add(keys: readonly string[], now: number): void {
    for (const key of keys) {
      this.#times.delete(key);
      this.#times.set(key, now);
    }
    while (this.#times.size > MOST_KEYS) this.#forgetOldest();
  }

  /** Some may have been missed up to now. */
  missed(now: number): void {
    this.#forgottenUntil = now;
  }

  /** Whether one of the keys was woken at or after a moment, for all that is known. */
  wokenSince(keys: readonly string[], since: number): boolean {
    if (keys.length === 0) return false;
    return since < this.#forgottenUntil || keys.some((key) => (this.#times.get(key) ?? -1) >= since);
  }

  #forgetOldest(): void {
    const [oldest] = this.#times;
    if (!oldest) return;
    this.#times.delete(oldest[0]);
    this.#forgottenUntil = Math.max(this.#forgottenUntil, oldest[1]);
  }
}
