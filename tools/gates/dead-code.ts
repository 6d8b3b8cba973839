import { provenBy, type Gate, type Outcome } from './gate.ts';
import { codeFiles } from './repository-files.ts';
import { runTool } from './run-tool.ts';

/**
 * knip, twice: over everything for what nobody uses, then over production code alone, each workspace by itself, for
 * packages that are used but not declared there (the tests' packages must not lend themselves to it).
 */
export const deadCode: Gate = {
  name: 'dead-code',
  async run(files) {
    const code = codeFiles(files);
    const everything = await knip([], code.length);
    // Files that nothing reaches are not read here; the first run names them.
    const production = code.filter((file) => file.includes('/src/') && !/\.(test|suite)\.tsx?$/.test(file));
    const strict = await knip(
      ['--strict', '--include', 'unlisted,unresolved'],
      Math.floor(production.length / 2),
    );
    return {
      faults: [everything.faults, strict.faults].join(''),
      proof: `${everything.proof}, ${strict.proof} of production`,
    };
  },
};

async function knip(args: string[], expected: number): Promise<Outcome> {
  const counting = ['--reporter', 'symbols', '--reporter', './tools/gates/knip-counts.ts'];
  const { exitCode, stdout, stderr } = await runTool('node_modules/knip/bin/knip.js', [
    ...args,
    ...counting,
    '--no-progress',
    '--no-config-hints',
  ]);
  const seen = Number(/^knip read (\d+) files$/m.exec(stdout)?.[1] ?? 0);
  const faults = exitCode === 0 ? '' : stdout + stderr;
  return provenBy(seen, expected, 'files', faults);
}
