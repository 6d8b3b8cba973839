import { mkdir, readdir, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { LocalArtifact, StagedArtifact } from '@gennaker/contracts/agent';
import { newId, notFound, type Clock, type Logger } from '@gennaker/kernel/core';
import type { StateFile } from '../state/state-file.ts';
import { hashTree, removeTree, sealTree } from './content-tree.ts';
import { sources } from './sources/index.ts';

const STAGING = '.staging-';
/** How long something may lie in the store before a server group uses it. */
const UNUSED_MS = 60 * 60 * 1000;

/** Content that instances run, in a folder named by its hash, so that no one can change it under them. */
export class ArtifactStore {
  readonly #folder: string;
  readonly #state: StateFile;
  readonly #clock: Clock;
  readonly #log: Logger;
  /** Content that is about to be used, and by how many. */
  readonly #pins = new Map<string, number>();
  #turn: Promise<unknown> = Promise.resolve();

  constructor(folder: string, { state, clock, log }: { state: StateFile; clock: Clock; log: Logger }) {
    this.#folder = folder;
    this.#state = state;
    this.#clock = clock;
    this.#log = log;
  }

  /** Forgets what a crash has left half made, on either side. */
  async open(): Promise<void> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    const { artifacts } = this.#state.data;
    const there = new Set(await readdir(this.#folder));
    for (const name of there) if (!(name in artifacts)) await removeTree(join(this.#folder, name));
    for (const hash of Object.keys(artifacts)) if (!there.has(hash)) delete artifacts[hash];
    await this.collect();
  }

  pathOf(hash: string): string {
    return join(this.#folder, hash);
  }

  list(): StagedArtifact[] {
    return Object.values(this.#state.data.artifacts);
  }

  get(hash: string): StagedArtifact {
    const staged = this.#state.data.artifacts[hash];
    if (!staged) throw notFound(`Artifact ${hash.slice(0, 12)} is no longer in the store; stage it again.`);
    return staged;
  }

  /**
   * Copies an artifact into the store. Until `unpin` is called with its hash it stays there.
   *
   * @throws AppError `notFound` when it does not exist, `invalid` when it cannot be used
   */
  async stage(artifact: LocalArtifact): Promise<StagedArtifact> {
    const { hash: wanted, type, reference, version, name } = artifact;
    const known = wanted === undefined ? undefined : this.#state.data.artifacts[wanted];
    if (known) return this.#pin(known);

    const draft = join(this.#folder, `${STAGING}${newId()}`);
    await mkdir(draft, { mode: 0o700 });
    try {
      await sources[type](artifact, { into: draft, log: this.#log });
      const summary = await hashTree(draft);
      if (wanted !== undefined && wanted !== summary.hash) {
        throw notFound(
          `The content ${wanted.slice(0, 12)} of ${type} ${reference} is no longer in the store, and the source has changed since; deploy it without the hash.`,
        );
      }
      return await this.#alone(async () => {
        if (!(await this.#has(summary.hash))) {
          await rename(draft, this.pathOf(summary.hash)); // before sealing: a sealed folder cannot be moved
          await sealTree(this.pathOf(summary.hash));
        }
        const staged = { ...summary, type, reference, version, name, stagedTime: this.#clock.now() };
        this.#state.data.artifacts[summary.hash] = staged;
        this.#log.info('Artifact staged', { ...summary, type, reference, version });
        return this.#pin(staged);
      });
    } finally {
      await removeTree(draft);
    }
  }

  unpin(hash: string): void {
    const left = (this.#pins.get(hash) ?? 1) - 1;
    if (left === 0) this.#pins.delete(hash);
    else this.#pins.set(hash, left);
  }

  /** Removes what no server group uses: at once when one has used it, otherwise after an hour. */
  collect(justReleased?: string): Promise<void> {
    return this.#alone(() => this.#collect(justReleased));
  }

  async #collect(justReleased?: string): Promise<void> {
    const used = new Set(
      Object.values(this.#state.data.serverGroups).map(({ artifactHash }) => artifactHash),
    );
    for (const { hash, stagedTime } of this.list()) {
      if (used.has(hash) || this.#pins.has(hash)) continue;
      if (hash !== justReleased && this.#clock.now() - stagedTime < UNUSED_MS) continue;
      delete this.#state.data.artifacts[hash];
      await removeTree(this.pathOf(hash));
      this.#log.info('Unused artifact removed', { hash });
    }
    this.#state.saveSoon();
  }

  /** Putting content in and taking it out wait for each other. */
  #alone<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(work);
    this.#turn = result.catch(() => undefined); // its caller is told; the next one does not care
    return result;
  }

  #pin(staged: StagedArtifact): StagedArtifact {
    this.#pins.set(staged.hash, (this.#pins.get(staged.hash) ?? 0) + 1);
    return staged;
  }

  async #has(hash: string): Promise<boolean> {
    return stat(this.pathOf(hash)).then(
      () => true,
      () => false, // not there: it is put there now
    );
  }
}
