import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isRemoved } from './agent-home.ts';

test('only a home that was removed ends what runs in it, not one that cannot be looked at just now', () => {
  const home = mkdtempSync(join(tmpdir(), 'gennaker-home-'));
  expect(isRemoved(home)).toBe(false);
  const unreadable = join(home, 'loop');
  symlinkSync(unreadable, unreadable);
  expect(isRemoved(unreadable)).toBe(false);
  rmSync(home, { recursive: true });
  expect(isRemoved(home)).toBe(true);
});
