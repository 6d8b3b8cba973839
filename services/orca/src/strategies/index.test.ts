import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { strategies, strategyNamed } from './index.ts';

const SHARED = ['index', 'steps', 'strategy'];
const files = readdirSync(import.meta.dirname)
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
  .map((name) => name.slice(0, -'.ts'.length))
  .filter((name) => !SHARED.includes(name));

test('the list holds what the folder holds', () => {
  const words = files.map((file) => file.replaceAll('-', ''));
  expect(strategies.map(({ name }) => name).toSorted()).toEqual(words.toSorted());
});

test.each([
  ['redblack', 'redblack'],
  ['RedBlack', 'redblack'],
  ['', 'none'],
  [undefined, 'none'],
  [null, 'none'],
])('%s means %s', (word, name) => {
  expect(strategyNamed(word).name).toBe(name);
});

test('a word that is unknown is refused, naming those that there are', () => {
  expect(() => strategyNamed('blueish')).toThrow(
    /there is no 'blueish'; use one of none, highlander, redblack/,
  );
});
