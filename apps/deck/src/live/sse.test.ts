import { expect, test } from 'vitest';
import { sseParser } from './sse.ts';

test('reads an event that arrives in pieces', () => {
  const parse = sseParser();
  expect(parse('event: message\nid: orca=1')).toEqual([]);
  expect(parse('-2\ndata: {"a"')).toEqual([]);
  expect(parse(':1}\n\ndata: 2\n\n')).toEqual([{ id: 'orca=1-2', data: '{"a":1}' }, { data: '2' }]);
});

test('passes over comments that only keep the connection open', () => {
  expect(sseParser()(': \n\n: still here\n\n')).toEqual([]);
});
