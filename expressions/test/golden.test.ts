import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { difference, readRow, type GoldenRow } from '../tools/row.ts';
import { differences } from './differences.ts';

const rows = readFileSync(new URL('golden.jsonl', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map(readRow);
const groups = Map.groupBy(rows, (row) => row.group);
const isListed = (row: GoldenRow) => Object.hasOwn(differences, row.id);

describe('the measured rows', () => {
  test('are all there', () => {
    expect(rows.length).toBe(2830);
    expect(Object.keys(differences).filter((id) => !rows.some((row) => row.id === id))).toEqual([]);
  });

  test.each([...groups.keys()])('of %s answer as the original', (group) => {
    const faults = (groups.get(group) ?? [])
      .filter((row) => !isListed(row))
      .map((row) => [JSON.stringify(row.template), difference(row)])
      .filter(([, fault]) => fault !== undefined);
    expect(faults).toEqual([]);
  });

  test('that are listed as different still differ', () => {
    expect(rows.filter((row) => isListed(row) && difference(row) === undefined).map((row) => row.id)).toEqual(
      [],
    );
  });
});
