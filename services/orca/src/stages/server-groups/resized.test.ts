import { expect, test } from 'vitest';
import { resized, Resizing } from './resized.ts';

const size = (min: number, max: number, desired: number) => ({ min, max, desired });
const current = size(2, 10, 4);
const measured = { current, cluster: [size(1, 12, 6), current], source: size(3, 9, 5) };

test.each([
  ['exact', { capacity: size(1, 5, 3) }, size(1, 5, 3)],
  ['exact, the rest from what is', { capacity: { desired: 7 } }, size(2, 10, 7)],
  ['exact: a lower max lowers min, and desired', { capacity: { max: 1 } }, size(1, 1, 1)],
  ['exact: min raises max and desired', { capacity: { min: 12 } }, size(12, 12, 12)],
  ['exact, a share', { capacity: size(4, 4, 4), scalePct: 50 }, size(2, 4, 2)],
  ['up by percent, rounded up', { action: 'scale_up', scalePct: 30 }, size(3, 13, 6)],
  ['up by number', { action: 'scale_up', scaleNum: 1 }, size(3, 11, 5)],
  ['down, not below nothing', { action: 'scale_down', scaleNum: 3 }, size(0, 7, 1)],
  ['to the cluster', { action: 'scale_to_cluster' }, size(2, 12, 6)],
  ['to the cluster and more, at most max', { action: 'scale_to_cluster', scalePct: 200 }, size(2, 12, 12)],
  ['to a group', { action: 'scale_to_server_group' }, size(3, 9, 5)],
  ['to a share of a group', { action: 'scale_to_server_group', scalePct: 50 }, size(3, 9, 3)],
  ['pinned', { action: 'scale_to_server_group', scalePct: 50, pinCapacity: true }, size(3, 3, 3)],
  ['min pinned', { pinMinimumCapacity: true }, size(4, 10, 4)],
  ['min freed', { unpinMinimumCapacity: true, originalCapacity: { min: 1 } }, size(1, 10, 4)],
  ['min freed, never raised', { unpinMinimumCapacity: true, originalCapacity: { min: 3 } }, size(2, 10, 4)],
])('%s', (_, wanted, result) => {
  expect(resized(Resizing.parse(wanted), measured)).toEqual(result);
});
