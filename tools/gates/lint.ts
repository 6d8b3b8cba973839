import { provenBy, type Gate } from './gate.ts';
import { codeFiles, codeFolders } from './repository-files.ts';
import { runTool } from './run-tool.ts';

/** oxlint with its type-aware rules, and our doors. */
export const lint: Gate = {
  name: 'lint',
  async run(files) {
    const args = [
      '--type-aware',
      '--deny-warnings',
      '--report-unused-disable-directives',
      ...codeFolders(files),
    ];
    const { exitCode, stdout, stderr } = await runTool('node_modules/oxlint/bin/oxlint', args);
    const seen = Number(/Finished in .* on (\d+) files?/.exec(stdout)?.[1] ?? 0);
    return provenBy(seen, codeFiles(files).length, 'files', exitCode === 0 ? '' : stdout + stderr);
  },
};
