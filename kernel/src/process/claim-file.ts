import { randomUUID } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';

/** Ours, until it is given back; or what its living holder has written. */
type Claim = { release(): void } | { heldBy: string };

/**
 * Makes a file that says who holds something, unless a living holder has it; one whose holder has died is
 * taken over. Of several who claim it at the same moment one gets it.
 *
 * @throws the system's error when the file cannot be made
 */
export async function claimFile(
  file: string,
  mine: string,
  isAlive: (holder: string) => Promise<boolean>,
): Promise<Claim> {
  const draft = `${file}.${randomUUID()}`;
  writeFileSync(draft, mine, { mode: 0o600 });
  try {
    // A hard link appears whole or not at all, so no one reads a file that is half written.
    for (;;) {
      if (linked(draft, file)) return { release: () => release(file, mine) };
      const holder = contentOf(file);
      if (holder === undefined) continue;
      if (await isAlive(holder)) return { heldBy: holder };
      takeAway(file, holder);
    }
  } finally {
    rmSync(draft, { force: true });
  }
}

function linked(draft: string, file: string): boolean {
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function contentOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Removes a dead holder's file; one that another has put there meanwhile goes back. */
function takeAway(file: string, stale: string): void {
  const aside = `${file}.${randomUUID()}`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  if (contentOf(aside) !== stale) linked(aside, file);
  rmSync(aside, { force: true });
}

function release(file: string, mine: string): void {
  if (contentOf(file) === mine) rmSync(file, { force: true });
}
