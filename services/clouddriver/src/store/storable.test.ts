import { expect, test } from 'vitest';
import { storable } from './storable.ts';

test('takes out what PostgreSQL refuses, however deep', () => {
  expect(storable({ a: ['x\0y', { b: '\ud83d' }], n: 1, '\u00e9': '\ud83d\ude00' })).toEqual({
    a: ['xy', { b: '\ufffd' }],
    n: 1,
    '\u00e9': '\ud83d\ude00',
  });
  expect(storable('\\u0000')).toBe('\\u0000');
  expect(storable(undefined)).toBeUndefined();
});
