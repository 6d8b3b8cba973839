import type { PipelineExecution } from '@gennaker/contracts/orca';
import { ExecutionState } from '../core/state.ts';
import type { StoredExecution } from '../store/index.ts';

/** An execution in the memory of this process. */
export interface Entry {
  state: ExecutionState;
  /** 0: not stored yet. */
  version: number;
  /** Where each stage stands in the order of their making. */
  positions: Map<string, number>;
  nextPosition: number;
}

/** A copy is at work: when the commit fails, the same start is tried again from its beginning. */
export const newEntry = (execution: PipelineExecution): Entry => ({
  state: new ExecutionState(structuredClone(execution)),
  version: 0,
  positions: new Map(),
  nextPosition: 0,
});

export const entryOf = ({ execution, notes, stageNotes, version, positions }: StoredExecution): Entry => ({
  state: new ExecutionState(execution, notes, stageNotes),
  version,
  positions,
  nextPosition: Math.max(-1, ...positions.values()) + 1,
});

/** Enough for a large turn and more; an idle execution is read again when it is needed. */
const MOST_ENTRIES = 1_000;

/** Executions that were lately at work here. An entry is good only if its version is the stored one. */
export class ExecutionCache {
  readonly #entries = new Map<string, Entry>();

  get(id: string, version: number): Entry | undefined {
    const entry = this.#entries.get(id);
    return entry?.version === version ? entry : undefined;
  }

  set(id: string, entry: Entry): void {
    this.#entries.delete(id);
    this.#entries.set(id, entry);
    if (this.#entries.size <= MOST_ENTRIES) return;
    const [oldest] = this.#entries.keys();
    if (oldest !== undefined) this.#entries.delete(oldest);
  }

  delete(id: string): void {
    this.#entries.delete(id);
  }
}
