import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Gate } from './gate.ts';
import { codeFiles } from './repository-files.ts';
import { root } from './run-tool.ts';

const SMELL_LINES = 400;
/** Tables, migrations, tests and suites may be long: they have one reason to change. */
const MAY_BE_LONG = /\.(test|suite|e2e|table)\.tsx?$|\/migrations\//;

/** Names the files that have grown too long. A warning, because only a reader can tell whether one must be split. */
export const fileSize: Gate = {
  name: 'file-size',
  async run(files) {
    const code = codeFiles(files).filter((file) => !MAY_BE_LONG.test(file));
    const long: string[] = [];
    for (const file of code) {
      const lines = (await readFile(join(root, file), 'utf8')).split('\n').length - 1;
      if (lines > SMELL_LINES) long.push(`${file} has ${lines} lines. Can it be split by noun?`);
    }
    return { faults: '', warnings: long.join('\n'), proof: `${code.length} files` };
  },
};
