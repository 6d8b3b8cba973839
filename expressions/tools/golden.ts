import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { differences } from '../test/differences.ts';
import { difference, readRow, sameWording, type GoldenRow } from './row.ts';

/**
 * Runs a file of measured rows: `npm run golden -w expressions -- FILE [--groups]`.
 * Prints each row that differs, and last `N passed, N failed`; rows listed as rightly different count as passed while they differ.
 */
const flags = process.argv.slice(2).filter((argument) => argument.startsWith('--'));
const [given] = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
// npm runs this in the workspace, while the file is named from the project's folder
const named = given === undefined ? [] : [resolve(given), resolve('..', given)];
const file = named.find(existsSync) ?? named[0] ?? new URL('../test/golden.jsonl', import.meta.url);
const rows = readFileSync(file, 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map(readRow);
const print = (line: string) => process.stdout.write(`${line}\n`);

const groups = new Map<string, { passed: number; total: number; worded: number }>();
let passed = 0;
let listed = 0;
let failed = 0;
for (const row of rows) {
  const fault = difference(row);
  const expected = fault !== undefined && Object.hasOwn(differences, row.id);
  const group = groups.get(row.group) ?? { passed: 0, total: 0, worded: 0 };
  groups.set(row.group, group);
  group.total++;
  if (fault === undefined && sameWording(row)) group.worded++;
  if (fault === undefined) group.passed++;
  if (expected) listed++;
  if (fault === undefined || expected) passed++;
  else {
    failed++;
    print(describe(row, fault));
  }
}

if (flags.includes('--groups')) {
  for (const [name, { passed: ok, total, worded }] of groups)
    print(`${name}: ${ok} of ${total}, wording too ${worded}`);
}
if (listed > 0)
  print(`${listed} of those that pass differ from the original, as listed in test/differences.ts`);
print(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

function describe(row: GoldenRow, fault: string): string {
  return `${row.group} ${row.id} ${JSON.stringify(row.template).slice(0, 150)}: ${fault}`;
}
