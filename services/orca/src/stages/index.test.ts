import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { stages } from './index.ts';

const files = readdirSync(import.meta.dirname)
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && name !== 'index.ts')
  .map((name) => name.slice(0, -'.ts'.length));

const typeOf = (file: string): string => file.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

test('the list holds what the folder holds, each file under its type', () => {
  expect(stages.map(({ type }) => type).toSorted()).toEqual(files.map(typeOf).toSorted());
});

test('each stage says what it is for', () => {
  for (const { label, description } of stages) expect([label, description]).not.toContain('');
});
