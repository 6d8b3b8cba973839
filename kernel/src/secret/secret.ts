import { inspect } from 'node:util';
import { z } from 'zod';

const MASK = '••••••';

/** A text that cannot be printed, logged or put into JSON by accident; `reveal` is for its one user. */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return MASK;
  }

  toJSON(): string {
    return MASK;
  }

  [inspect.custom](): string {
    return `Secret(${MASK})`;
  }
}

/** A secret in a configuration. */
export const secret = z.string().transform((value) => new Secret(value));
