import { evaluationError, limitReached } from './failure.ts';

/** Bounds that keep one evaluation small, whatever the expression says. */
export interface Limits {
  /** nodes evaluated in one pass over a template */
  steps: number;
  /** nesting of an expression, of a template and of values */
  depth: number;
  /** characters of any text that an expression makes */
  textLength: number;
  /** elements of any collection that an expression makes */
  collectionSize: number;
  /** for one pass over a template; a safety net behind the steps */
  timeMs: number;
  /** characters that all expressions of one pass may make together */
  totalText: number;
}

export const defaultLimits: Limits = {
  steps: 1_000_000,
  depth: 1_500,
  textLength: 1_000_000,
  collectionSize: 262_143,
  timeMs: 2_000,
  totalText: 20_000_000,
};

/** Counts what one evaluation has used and stops it at a limit. */
export class Budget {
  readonly limits: Limits;
  private readonly now: () => number;
  private readonly deadline: number;
  private calls = 0;
  private steps = 0;
  private depth = 0;
  private text = 0;

  constructor(limits: Limits, now: () => number) {
    this.limits = limits;
    this.now = now;
    this.deadline = now() + limits.timeMs;
  }

  enter(): void {
    this.step();
    if (++this.depth > this.limits.depth) {
      throw limitReached(
        `The expression or its values nest deeper than ${this.limits.depth} levels: split it into several`,
      );
    }
  }

  leave(): void {
    this.depth--;
  }

  /** Runs one level of a recursion over nested values. */
  nested<T>(level: () => T): T {
    this.enter();
    try {
      return level();
    } finally {
      this.leave();
    }
  }

  step(count = 1): void {
    this.steps += count;
    // the clock is looked at now and then only: it costs more than a step
    if (++this.calls % 64 === 0 && this.now() > this.deadline) {
      throw limitReached(
        `The expressions of this template take more than ${this.limits.timeMs} ms: make them simpler`,
      );
    }
    if (this.steps > this.limits.steps) {
      throw limitReached(
        `The expression takes more than ${this.limits.steps} steps: make its collections smaller`,
      );
    }
  }

  checkText(text: string): string {
    this.checkTextLength(text.length);
    return text;
  }

  /** Called before a text is made, with the length it will have. */
  checkTextLength(length: number): void {
    this.text += length;
    if (length > this.limits.textLength || this.text > this.limits.totalText) {
      throw limitReached(
        `The expression makes a text of ${length} characters: at most ${this.limits.textLength} are allowed`,
      );
    }
    // long texts take time in proportion, so they use up steps as well
    if (length > 1000) this.step(length >> 10);
  }

  checkSize(size: number): void {
    this.step(size >> 3);
    if (size > this.limits.collectionSize) {
      throw limitReached(
        `The expression makes a collection of ${size} elements: at most ${this.limits.collectionSize} are allowed`,
      );
    }
  }

  /** Spring's own limit on `+` of texts. */
  checkConcatenation(length: number): void {
    if (length > 100_000) {
      throw evaluationError(
        'EL1078E',
        "Concatenated string is too long, exceeding the threshold of '100,000' characters",
      );
    }
    this.checkTextLength(length);
  }
}
