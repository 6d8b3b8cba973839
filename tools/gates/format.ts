import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { check, getFileInfo, resolveConfig } from 'prettier';
import { provenBy, type Gate } from './gate.ts';
import { root } from './run-tool.ts';

const FORMATTED = /\.(tsx?|mjs|js|json|md|ya?ml|css|html)$/;

/** Prettier over every file that it knows. */
export const format: Gate = {
  name: 'format',
  async run(files) {
    const expected = files.filter((file) => FORMATTED.test(file) && file !== 'package-lock.json');
    const options = await resolveConfig(join(root, 'package.json'));
    const badly: string[] = [];
    let seen = 0;
    for (const file of expected) {
      const path = join(root, file);
      const { ignored, inferredParser } = await getFileInfo(path, {
        ignorePath: join(root, '.prettierignore'),
      });
      if (ignored || !inferredParser) continue;
      seen += 1;
      if (!(await isFormatted(path, { ...options, filepath: path }))) badly.push(file);
    }
    const faults = badly.length > 0 ? `Run: npx prettier --write ${badly.join(' ')}` : '';
    return provenBy(seen, Math.floor(expected.length * 0.9), 'files', faults);
  },
};

/** A file that cannot even be parsed is not formatted; its error is the type checker's to show. */
async function isFormatted(path: string, options: Parameters<typeof check>[1]) {
  try {
    return await check(await readFile(path, 'utf8'), options);
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}
