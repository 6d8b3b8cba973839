import { provenBy, type Gate } from './gate.ts';
import { codeFiles, codeFolders } from './repository-files.ts';
import { runTool } from './run-tool.ts';

/** dependency-cruiser over our layers. Without swc beside it, it would read no TypeScript and be content. */
export const layers: Gate = {
  name: 'layers',
  async run(files) {
    const folders = codeFolders(files);
    if (files.some((file) => file.startsWith('samples/'))) folders.push('samples');
    const args = ['--config', '.dependency-cruiser.mjs', '--output-type', 'err-long', ...folders];
    const { exitCode, stdout, stderr } = await runTool('node_modules/.bin/depcruise', args);
    const [, modules = 0, dependencies = 0] = /(\d+) modules, (\d+) dependencies cruised/.exec(stdout) ?? [];
    const faults = exitCode === 0 ? '' : stdout + stderr;
    const outcome = provenBy(Number(modules), codeFiles(files).length, 'modules', faults);
    return { ...outcome, proof: `${outcome.proof}, ${dependencies} dependencies` };
  },
};
