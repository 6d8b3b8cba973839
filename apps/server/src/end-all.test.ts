import { silentLogger as log } from '@gennaker/kernel';
import { expect, test } from 'vitest';
import { endAll } from './end-all.ts';

test('the last that was started ends first, and one that fails keeps no other from ending', async () => {
  const ended: string[] = [];
  const stops = [
    () => ended.push('database'),
    () => Promise.reject(new Error('Connection terminated unexpectedly')),
    () => ended.push('listeners'),
  ];
  await endAll(stops, log);
  expect(ended).toEqual(['listeners', 'database']);
  await endAll(stops, log);
  expect(ended).toHaveLength(2);
});
