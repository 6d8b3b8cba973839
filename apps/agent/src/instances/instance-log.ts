import { copyFileSync, existsSync, renameSync, rmSync, statSync, truncateSync } from 'node:fs';
import { mkdir, open, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Where the instance's log begins in the running file; kept in the agent's state. */
export interface LogBase {
  logBase: number;
}

export interface Slice {
  text: string;
  from: number;
  next: number;
  oldest: number;
  size: number;
}

/**
 * The output of one instance: the process appends to the file itself, so that it goes on without the agent.
 * Rotation copies and truncates; what is written between the two (microseconds) is lost.
 */
export class InstanceLog {
  readonly file: string;
  readonly #base: LogBase;
  readonly #older: number;

  constructor(
    folder: string,
    { serverGroup, id, base, files }: { serverGroup: string; id: string; base: LogBase; files: number },
  ) {
    this.file = join(folder, serverGroup, `${id}.log`);
    this.#base = base;
    this.#older = files - 1;
  }

  async create(): Promise<void> {
    await mkdir(dirname(this.file), { recursive: true, mode: 0o700 });
  }

  /** @returns whether it was rotated */
  rotate(limitBytes: number): boolean {
    if (sizeOf(this.file) <= limitBytes) return false;
    rmSync(this.#rotated(this.#older), { force: true });
    for (let n = this.#older - 1; n >= 1; n--) {
      if (existsSync(this.#rotated(n))) renameSync(this.#rotated(n), this.#rotated(n + 1));
    }
    copyFileSync(this.file, this.#rotated(1));
    truncateSync(this.file);
    this.#base.logBase += sizeOf(this.#rotated(1));
    return true;
  }

  /** Offset of its end. */
  get size(): number {
    return this.#base.logBase + sizeOf(this.file);
  }

  async read(from: number, limitBytes: number): Promise<Slice> {
    const parts = this.#parts();
    const oldest = parts[0]?.start ?? 0;
    const size = this.size;
    const begin = Math.min(Math.max(from, oldest), size);
    const chunks: Buffer[] = [];
    let position = begin;
    for (const { path, start, bytes } of parts) {
      const wanted = Math.min(start + bytes, begin + limitBytes) - position;
      if (position < start || wanted <= 0) continue;
      const chunk = await readPart(path, position - start, wanted);
      chunks.push(chunk);
      position += chunk.length;
    }
    return { text: Buffer.concat(chunks).toString('utf8'), from: begin, next: position, oldest, size };
  }

  /** The last lines, of at most `limitBytes`. */
  async tail(lines: number, limitBytes: number): Promise<Slice> {
    const slice = await this.read(Math.max(0, this.size - limitBytes), limitBytes);
    const all = slice.text.split('\n');
    const closed = all.at(-1) === '' ? 1 : 0;
    const dropped = all.slice(0, Math.max(0, all.length - closed - lines));
    const text = all.slice(dropped.length).join('\n');
    return { ...slice, text, from: slice.next - Buffer.byteLength(text) };
  }

  async remove(): Promise<void> {
    for (let n = 1; n <= this.#older; n++) await rm(this.#rotated(n), { force: true });
    await rm(this.file, { force: true });
  }

  #rotated(n: number): string {
    return `${this.file}.${n}`;
  }

  /** Its files, oldest first, with the offset that each begins at. */
  #parts(): { path: string; start: number; bytes: number }[] {
    const parts = [{ path: this.file, start: this.#base.logBase, bytes: sizeOf(this.file) }];
    let start = this.#base.logBase;
    for (let n = 1; n <= this.#older; n++) {
      const path = this.#rotated(n);
      const bytes = sizeOf(path);
      start -= bytes;
      if (bytes > 0 && start >= 0) parts.unshift({ path, start, bytes });
    }
    return parts;
  }
}

const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0;

async function readPart(path: string, position: number, length: number): Promise<Buffer> {
  const missing = await stat(path).catch(() => undefined); // rotated away a moment ago
  if (!missing) return Buffer.alloc(0);
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/**
 * The line that says best why a program has ended: its last one that is not part of a stack trace or
 * of Node's epilogue (`Node.js v26.10.0`).
 */
export function tellingLine(text: string): string | undefined {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const telling = lines.filter((line) => !/^\s|^[}\])]|^Node\.js v\d/.test(line));
  return (telling.at(-1) ?? lines.at(-1))?.trim().slice(0, 500);
}
