import { expect, test } from 'vitest';
import { findEntries, type Entry } from './palette-entries.ts';

const entry = (group: string, label: string): Entry => ({ id: label, group, label, run: () => undefined });
const labels = (text: string) =>
  findEntries(
    [
      entry('Do', 'Start Ship'),
      entry('Go to', 'Clusters'),
      entry('Applications', 'cart'),
      entry('Applications', 'art'),
    ],
    text,
  ).map(({ label }) => label);

test('shows all while nothing is typed, in their order', () => {
  expect(labels('')).toEqual(['Start Ship', 'Clusters', 'cart', 'art']);
});

test('finds every word, in any order, and what begins with it first', () => {
  expect(labels('ship st')).toEqual(['Start Ship']);
  expect(labels('art')).toEqual(['Start Ship', 'art', 'cart']);
});
