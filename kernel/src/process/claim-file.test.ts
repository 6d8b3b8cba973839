import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { claimFile } from './claim-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'gennaker-claim-'));
const file = join(folder, 'lock');
afterEach(() => {
  for (const name of readdirSync(folder)) rmSync(join(folder, name));
});
const isAlive = (holder: string) => Promise.resolve(holder !== 'dead');
const claim = (mine: string) => claimFile(file, mine, isAlive);

test.each([
  ['is nobody’s', undefined],
  ['a dead one has left', 'dead'],
])('of many who claim at once what %s, one gets it', async (_, left) => {
  if (left !== undefined) writeFileSync(file, left);
  const claims = await Promise.all(Array.from({ length: 20 }, (_one, index) => claim(`taker ${index}`)));
  const taken = claims.filter((one) => 'release' in one);
  expect(taken).toHaveLength(1);
  for (const one of taken) one.release();
  expect(readdirSync(folder)).toEqual([]);
});

test('one that is held names its holder and stays', async () => {
  await claim('ann');
  expect(await claim('bob')).toEqual({ heldBy: 'ann' });
});
