import { expect, test } from 'vitest';
import { say } from './say.ts';

test('fills holes, with separators in numbers', () => {
  expect(say('{n} requests on {group}', { n: 31204, group: 'v055' })).toBe('31,204 requests on v055');
});

test('chooses by count', () => {
  const words = { one: '{count} run', other: '{count} runs' };
  expect([say(words, { count: 1 }), say(words, { count: 0 })]).toEqual(['1 run', '0 runs']);
});

test('leaves a hole that nobody filled to be seen', () => {
  expect(say('{who} asked')).toBe('{who} asked');
});
