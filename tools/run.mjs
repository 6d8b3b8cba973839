/**
 * Runs a command of this repository on a machine that has only Node 20 or later: installs what is missing, then
 * starts the command with the Node that npm's `node` package brings. Plain JavaScript and no package, because
 * nothing is installed yet when it starts.
 *
 *   node tools/run.mjs start|test|journeys|check|gennaker [arguments]
 */
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installWhatIsMissing } from './install.mjs';
import { runInForeground } from './foreground.mjs';

const root = resolve(fileURLToPath(import.meta.url), '../..');
const cli = join(root, 'apps/cli/src/main.ts');
const vitest = join(root, 'node_modules/vitest/vitest.mjs');

/** What Node is asked to run, per command; the user's own arguments follow. */
const commands = {
  start: { args: [cli, 'start'] },
  gennaker: { args: [cli] },
  test: { args: [vitest, 'run'], cwd: root },
  journeys: { args: [vitest, 'run', '--config', join(root, 'test/vitest.config.ts')], cwd: root },
  check: { args: [join(root, 'tools/check.ts')], cwd: root },
};

/**
 * Installs what is missing, runs one command to its end and exits with its exit code.
 * @param {string[]} argv the command's name, then its arguments
 */
export async function run([name, ...args]) {
  const command = Object.hasOwn(commands, name ?? '') ? commands[name] : undefined;
  if (!command) {
    const known = Object.keys(commands).join(', ');
    return fail(`${name ? `Unknown command "${name}".` : 'Which command?'} Use one of: ${known}.`, 2);
  }
  if (Number(process.versions.node.split('.')[0]) < 20) {
    return fail(
      `Node ${process.versions.node} is too old. Install Node 20 or later, then run this again.`,
      1,
    );
  }
  const installed = await installWhatIsMissing(root);
  if (!installed.ok) return fail(installed.message, 1);

  process.exitCode = await runInForeground(installed.node, [...command.args, ...args], {
    cwd: command.cwd,
    binFolder: join(root, 'node_modules/.bin'),
  });
}

function fail(message, exitCode) {
  console.error(message);
  process.exitCode = exitCode;
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  await run(process.argv.slice(2));
}
