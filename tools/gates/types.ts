import { provenBy, type Gate } from './gate.ts';
import { codeFiles } from './repository-files.ts';
import { root, runTool } from './run-tool.ts';

/** TypeScript over everything at once. */
export const types: Gate = {
  name: 'types',
  async run(files) {
    const args = ['--noEmit', '--project', '.', '--listFiles', '--pretty', 'false'];
    const { exitCode, stdout, stderr } = await runTool('node_modules/typescript/bin/tsc', args);
    const lines = stdout.split('\n');
    const read = new Set(
      lines.filter((line) => line.startsWith(`${root}/`) && !line.includes('/node_modules/')),
    );
    const faults = lines.filter((line) => line && !/^\S+\.(ts|mts|cts|tsx|json)$/.test(line)).join('\n');
    const sources = codeFiles(files).filter((file) => /\.tsx?$/.test(file));
    return provenBy(read.size, sources.length, 'files', exitCode === 0 ? '' : faults + stderr);
  },
};
