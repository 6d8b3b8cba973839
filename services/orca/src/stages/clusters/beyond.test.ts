import { expect, test } from 'vitest';
import { group } from '../testing/cloud.ts';
import { groupsBeyond } from './beyond.ts';

const all = [
  group('shop-v001', 5),
  group('shop-v002', 1, { disabled: true }),
  group('shop-v003'),
  group('shop-v004'),
];
const chosen = (more: object) =>
  groupsBeyond(all, { keep: 1, mayTakeActive: true, preferLarger: false, deployed: [], ...more }).map(
    ({ name }) => name,
  );

test.each([
  ['the newest stays', {}, ['shop-v003', 'shop-v002', 'shop-v001']],
  [
    'what was deployed, and what is newer, stays and counts',
    { deployed: ['shop-v003'] },
    ['shop-v002', 'shop-v001'],
  ],
  ['two stay beside the deployed', { deployed: ['shop-v004'], keep: 3 }, ['shop-v001']],
  ['what takes traffic stays and counts', { mayTakeActive: false }, ['shop-v002']],
  ['the larger stays', { preferLarger: true }, ['shop-v004', 'shop-v003', 'shop-v002']],
  ['none is surplus', { keep: 4 }, []],
  ['all go', { keep: 0 }, ['shop-v004', 'shop-v003', 'shop-v002', 'shop-v001']],
])('%s', (_, more, names) => {
  expect(chosen(more)).toEqual(names);
});
