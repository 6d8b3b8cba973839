import type { OperationCount, Receipt } from '@gennaker/contracts/agent';
import { conflict, type Clock } from '@gennaker/kernel/core';
import type { StateFile } from '../state/state-file.ts';

export interface Operation {
  operationId: string;
  kind: string;
  name: string;
}

export type Outcome = Pick<Receipt, 'changed' | 'instances' | 'artifactHash'>;

/** Changes the state in memory, at once; `after` starts what follows from it once that is on the disk. */
export interface Commit {
  apply(): Outcome;
  after?(): void;
}

/** Operations that are remembered: enough for every caller that may still repeat one. */
const REMEMBERED = 500;

/**
 * Carries out each operation once. Its change and its receipt get into the state file together, so a
 * crash leaves both or neither. One that fails has changed nothing, or could not be written; tried again,
 * it is done once and wholly.
 */
export class OperationLedger {
  readonly #state: StateFile;
  readonly #clock: Clock;
  readonly #running = new Map<string, Promise<Receipt>>();
  readonly #tails = new Map<string, Promise<unknown>>();
  /** What follows from changes that are in memory but could not be written yet; by operation id. */
  readonly #unwritten = new Map<string, (() => void) | undefined>();

  constructor(state: StateFile, clock: Clock) {
    this.#state = state;
    this.#clock = clock;
  }

  /** Changes of one name wait for each other. */
  once(operation: Operation, prepare: () => Promise<Commit> | Commit): Promise<Receipt> {
    const running = this.#running.get(operation.operationId);
    if (running) return running;
    const previous = this.#tails.get(operation.name) ?? Promise.resolve();
    const result = previous.then(() => this.#carryOut(operation, prepare));
    const tail = result.catch(() => undefined); // its caller is told; the next one does not care
    this.#tails.set(operation.name, tail);
    this.#running.set(operation.operationId, result);
    const forget = () => {
      this.#running.delete(operation.operationId);
      if (this.#tails.get(operation.name) === tail) this.#tails.delete(operation.name);
    };
    result.then(forget, forget);
    return result;
  }

  list(): OperationCount[] {
    return this.#state.data.operations.map(
      ({ receipt: { operationId, kind, name, time }, count, calls }) => ({
        operationId,
        kind,
        name,
        count,
        calls,
        time,
      }),
    );
  }

  async #carryOut(operation: Operation, prepare: () => Promise<Commit> | Commit): Promise<Receipt> {
    const known = this.#state.data.operations.find(
      ({ receipt }) => receipt.operationId === operation.operationId,
    );
    if (known) {
      const { kind, name } = known.receipt;
      if (kind !== operation.kind || name !== operation.name) {
        throw conflict(
          `Operation id '${operation.operationId}' was used for ${kind} of ${name}; give ${operation.kind} of ${operation.name} an id of its own.`,
        );
      }
      known.calls += 1;
      if (this.#unwritten.has(operation.operationId)) await this.#finish(operation.operationId);
      else this.#state.saveSoon();
      return known.receipt;
    }
    const { apply, after } = await prepare();
    const receipt: Receipt = { ...operation, ...apply(), time: this.#clock.now() };
    const { operations } = this.#state.data;
    operations.push({ receipt, count: 1, calls: 1 });
    operations.splice(0, operations.length - REMEMBERED);
    this.#unwritten.set(operation.operationId, after);
    await this.#finish(operation.operationId);
    return receipt;
  }

  async #finish(operationId: string): Promise<void> {
    await this.#state.save();
    const after = this.#unwritten.get(operationId);
    this.#unwritten.delete(operationId);
    after?.();
  }
}
