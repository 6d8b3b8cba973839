import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { explainNpmFailure, INTERRUPTED } from './npm-failure.mjs';
import { withInstallLock } from './install-lock.mjs';
import { startProgress } from './progress.mjs';

/**
 * Installs the packages of the lock file unless that has been done already.
 *
 * `npm install --no-save` and not `npm ci`: both follow the lock file and leave it as it is, but `npm ci` first
 * deletes `node_modules`, under the feet of a platform or an agent that may be running from it.
 * @param {string} root the repository
 * @returns {Promise<{ ok: true, node: string } | { ok: false, message: string }>} the Node to run everything with
 */
export async function installWhatIsMissing(root) {
  const node = join(root, 'node_modules/node/bin/node');
  if (isInstalled(root, node)) return { ok: true, node };

  mkdirSync(stateFolder(root), { recursive: true });
  return withInstallLock(join(stateFolder(root), 'install.lock'), async () => {
    if (isInstalled(root, node)) return { ok: true, node };

    const { exitCode, output } = await npmInstall(root, node);
    if (exitCode !== 0) return { ok: false, message: explainNpmFailure(output, exitCode) };
    if (!nodeWorks(root, node)) {
      return {
        ok: false,
        message:
          `npm installed the packages, but ${node} does not run on this machine (${process.platform} ${process.arch}).\n` +
          'Gennaker runs on glibc Linux and macOS, on x64 and arm64. On one of these, delete node_modules and run this again.',
      };
    }
    writeFileSync(stampFile(root), fingerprint(root));
    return { ok: true, node };
  });
}

const stateFolder = (root) => join(root, 'node_modules/.gennaker');
const stampFile = (root) => join(stateFolder(root), 'installed');

function isInstalled(root, node) {
  return (
    existsSync(stampFile(root)) &&
    readFileSync(stampFile(root), 'utf8') === fingerprint(root) &&
    nodeWorks(root, node)
  );
}

/** Says whether npm's `node` package is there, runs on this machine, and is the version that package.json asks for. */
function nodeWorks(root, node) {
  const wanted = readJson(join(root, 'package.json')).dependencies.node;
  const { status, stdout } = spawnSync(node, ['--version'], { encoding: 'utf8' });
  return status === 0 && stdout.trim() === `v${wanted}`;
}

/** A hash over everything that decides what npm would install here. */
function fingerprint(root) {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch}`);
  for (const folder of ['.', ...workspaceFolders(root)]) {
    hash.update(`\n${folder}\n`).update(readFileSync(join(root, folder, 'package.json')));
  }
  return hash.update(readFileSync(join(root, 'package-lock.json'))).digest('hex');
}

/** The workspaces' folders, from patterns of two forms: `kernel` and `services/*`. */
function workspaceFolders(root) {
  return readJson(join(root, 'package.json'))
    .workspaces.flatMap((pattern) =>
      pattern.endsWith('/*') ? foldersIn(root, pattern.slice(0, -2)) : [pattern],
    )
    .filter((folder) => existsSync(join(root, folder, 'package.json')))
    .sort();
}

function foldersIn(root, parent) {
  if (!existsSync(join(root, parent))) return [];
  return readdirSync(join(root, parent)).map((name) => `${parent}/${name}`);
}

const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'));

async function npmInstall(root, node) {
  // npm believes a package whose folder is there, so a half-installed Node would stay half-installed.
  if (!nodeWorks(root, node)) rmSync(join(root, 'node_modules/node'), { recursive: true, force: true });

  const progress = startProgress(
    'Installing packages with npm (needed once; a minute or two on a new machine)',
  );
  const [program, firstArgs] = npmCommand();
  const child = spawn(
    program,
    [
      ...firstArgs,
      'install',
      '--no-save',
      '--include=dev',
      '--ignore-scripts=false',
      '--no-audit',
      '--no-fund',
      '--no-progress',
    ],
    { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const stop = (signal) => child.kill(signal);
  process.once('SIGINT', stop).once('SIGTERM', stop);

  let output = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  child.stderr.on('data', (chunk) => (output += chunk));
  const exitCode = await new Promise((resolve) => {
    child.once('error', (error) => resolve(((output += error.message), 127)));
    child.once('close', (code) => resolve(code ?? INTERRUPTED));
  });
  process.off('SIGINT', stop).off('SIGTERM', stop);
  progress.end(exitCode === 0 ? 'Packages are installed' : 'npm could not install the packages');
  return { exitCode, output };
}

/** The npm that started us, when one did; otherwise the one in PATH. */
function npmCommand() {
  const path = process.env.npm_execpath;
  return path && basename(path) === 'npm-cli.js' ? [process.execPath, [path]] : ['npm', []];
}
