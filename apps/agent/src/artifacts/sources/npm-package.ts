import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { LocalArtifact } from '@gennaker/contracts/agent';
import { invalid, notFound, run } from '@gennaker/kernel/core';
import { unpack } from './local-tarball.ts';
import { SOURCE_TIMEOUT_MS, type Source } from './source.ts';

const PACKAGE = /^(@[a-z0-9~-][a-z0-9._~-]*\/)?[a-z0-9~-][a-z0-9._~-]*$/i;
const VERSION = /^[\w.^~<>=*+ |-]+$/;

/** A package as its registry has it, without its dependencies; the registry is the one of the user's npm. */
export const npmPackage: Source = async (artifact, { into, log }) => {
  const wanted = specOf(artifact);
  const download = `${into}.npm`;
  await mkdir(download);
  try {
    const { exitCode, stderr } = await run({
      command: [
        'npm',
        'pack',
        wanted,
        '--ignore-scripts',
        '--loglevel=error',
        '--pack-destination',
        download,
      ],
      cwd: download,
      timeoutMs: SOURCE_TIMEOUT_MS,
      log,
    });
    if (exitCode !== 0) {
      const fault = faultOf(stderr);
      if (/E404|ETARGET|ENOVERSIONS/.test(stderr)) {
        throw notFound(`The npm package ${wanted} does not exist: ${fault}`);
      }
      throw invalid(`npm cannot fetch ${wanted}: ${fault}`);
    }
    const [tarball] = await readdir(download);
    if (!tarball) throw invalid(`npm has fetched nothing for ${wanted}.`);
    await unpack(join(download, tarball), into, 1);
  } finally {
    await rm(download, { recursive: true, force: true });
  }
};

/** `name@version`, checked, so that it can be neither an option of npm nor a path or URL. */
function specOf({ reference, name, version }: LocalArtifact): string {
  const at = reference.lastIndexOf('@');
  const packageName = name ?? (at > 0 ? reference.slice(0, at) : reference);
  const wanted = version ?? (at > 0 ? reference.slice(at + 1) : 'latest');
  if (!PACKAGE.test(packageName)) throw invalid(`'${packageName}' is not the name of an npm package.`);
  if (!VERSION.test(wanted)) throw invalid(`'${wanted}' is not a version of the npm package ${packageName}.`);
  return `${packageName}@${wanted}`;
}

const faultOf = (stderr: string): string =>
  stderr
    .split('\n')
    .filter((line) => /^npm (error|ERR!)/.test(line) && !/A complete log|code E/.test(line))
    .map((line) => line.replace(/^npm (error|ERR!) (\w+ )?/, ''))
    .find((line) => line.trim() !== '') ?? stderr.trim().slice(-300);
