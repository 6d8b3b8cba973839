/**
 * `npm run check`: every gate in turn, each with its time and with the proof that it looked.
 * Names of gates as arguments run only those: `npm run check -- lint types`.
 */
import { clearText } from './gates/clear-text.ts';
import { deadCode } from './gates/dead-code.ts';
import { fileSize } from './gates/file-size.ts';
import { format } from './gates/format.ts';
import type { Gate } from './gates/gate.ts';
import { layers } from './gates/layers.ts';
import { lint } from './gates/lint.ts';
import { lockFile } from './gates/lock-file.ts';
import { repositoryFiles } from './gates/repository-files.ts';
import { types } from './gates/types.ts';

const gates: Gate[] = [lockFile, clearText, format, lint, types, layers, deadCode, fileSize];

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !gates.some((gate) => gate.name === name));
if (unknown.length > 0) {
  console.error(
    `No gate is named ${unknown.join(', ')}. There are: ${gates.map(({ name }) => name).join(', ')}.`,
  );
  process.exit(2);
}

const files = await repositoryFiles();
const failed: string[] = [];
for (const gate of gates.filter(({ name }) => asked.length === 0 || asked.includes(name))) {
  const startedAt = performance.now();
  const { faults, warnings = '', proof } = await gate.run(files);
  const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
  console.log(`${faults ? '✗' : '✓'} ${gate.name.padEnd(10)} ${proof} (${seconds} s)`);
  for (const text of [faults, warnings]) if (text) console.log(text.trimEnd().replace(/^/gm, '    '));
  if (faults) failed.push(gate.name);
}
console.log(failed.length > 0 ? `\nFailed: ${failed.join(', ')}.` : '\nAll gates passed.');
process.exitCode = failed.length > 0 ? 1 : 0;
