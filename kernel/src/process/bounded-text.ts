/** Output of a program of which the last bytes are kept. */
export class BoundedText {
  readonly #limit: number;
  #chunks: Buffer[] = [];
  #size = 0;
  #dropped = 0;

  constructor(limitBytes = 1024 * 1024) {
    this.#limit = limitBytes;
  }

  add(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#size += chunk.length;
    // Joined only at twice the limit, so that many small chunks cost little.
    if (this.#size > this.#limit * 2) this.#trim();
  }

  /** What was kept; says so when something was dropped. */
  text(): string {
    this.#trim();
    const kept = Buffer.concat(this.#chunks).toString('utf8');
    return this.#dropped === 0 ? kept : `… (${this.#dropped} bytes before this are left out)\n${kept}`;
  }

  #trim(): void {
    if (this.#size <= this.#limit) return;
    const all = Buffer.concat(this.#chunks);
    this.#dropped += all.length - this.#limit;
    this.#chunks = [all.subarray(all.length - this.#limit)];
    this.#size = this.#limit;
  }
}
