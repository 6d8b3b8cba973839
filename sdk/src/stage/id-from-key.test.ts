import { expect, test } from 'vitest';
import { idFromKey } from './id-from-key.ts';

const time = Date.parse('2026-01-01T00:00:00Z');

test('the same key and time give the same id, in the form of a ULID', () => {
  expect(idFromKey('run1', time)).toBe(idFromKey('run1', time));
  expect(idFromKey('run1', time)).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/);
});

test('another key gives another id, and ids sort by time', () => {
  expect(idFromKey('run2', time)).not.toBe(idFromKey('run1', time));
  expect(idFromKey('a', time) < idFromKey('b', time + 1)).toBe(true);
});
