import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { cut } from './live-view.ts';

test('a line is cut to the width that is seen, with its colours closed', () => {
  const line = `\u001b[32m✓ Deploy\u001b[39m   \u001b[2m${'x'.repeat(200)}\u001b[22m`;
  const short = cut(line, 40);
  expect(stripVTControlCharacters(short)).toHaveLength(40);
  expect(short.endsWith('…\u001b[0m')).toBe(true);
  expect(cut('short', 40)).toBe('short');
});
