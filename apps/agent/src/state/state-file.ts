import { open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { AppError, messageOf, type Logger } from '@gennaker/kernel/core';
import { AgentState, emptyState } from './agent-state.ts';

/** The agent's state in memory, and its file: replaced as a whole, so that it is never half written. */
export class StateFile {
  readonly data: AgentState;
  readonly #file: string;
  readonly #log: Logger;
  #running: Promise<void> | undefined;
  #next: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;

  private constructor(file: string, data: AgentState, log: Logger) {
    this.#file = file;
    this.data = data;
    this.#log = log;
  }

  /** @throws AppError `internal` when the file is damaged */
  static async open(file: string, log: Logger): Promise<StateFile> {
    let text: string;
    try {
      text = await readFile(file, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      return new StateFile(file, emptyState(), log);
    }
    try {
      return new StateFile(file, AgentState.parse(JSON.parse(text)), log);
    } catch (error) {
      throw new AppError(
        'internal',
        `The agent's state ${file} cannot be read: ${messageOf(error)}. Restore it from a backup, or move it away to start empty.`,
        { cause: error },
      );
    }
  }

  /** Writes what is in memory now; when it resolves, it is on the disk. Calls meanwhile share one write. */
  save(): Promise<void> {
    if (this.#running === undefined) {
      this.#running = this.#write().finally(() => (this.#running = undefined));
      return this.#running;
    }
    this.#next ??= this.#running
      .catch(() => undefined) // its own callers have been told; this write is another try
      .then(() => {
        this.#next = undefined;
        return this.save();
      });
    return this.#next;
  }

  /** For what may be lost and found again, such as health: at most four writes a second. */
  saveSoon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.save().catch((error: unknown) => this.#log.error('State could not be written', { err: error }));
    }, 250).unref();
  }

  async close(): Promise<void> {
    clearTimeout(this.#timer);
    await this.save();
  }

  async #write(): Promise<void> {
    const draft = `${this.#file}.tmp`;
    const file = await open(draft, 'w', 0o600);
    try {
      await file.writeFile(JSON.stringify(this.data));
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, this.#file);
    const folder = await open(dirname(this.#file));
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  }
}
