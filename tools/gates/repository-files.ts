import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root } from './run-tool.ts';

/** The folders that hold our code; tools are told them by name, so that none walks into node_modules. */
const CODE_FOLDERS = [
  'apps',
  'bench',
  'clouds',
  'contracts',
  'expressions',
  'kernel',
  'sdk',
  'services',
  'test',
  'tools',
];

/** Every file that git tracks or would add, without those deleted in the working tree. */
export async function repositoryFiles(): Promise<string[]> {
  const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const { stdout } = await promisify(execFile)('git', args, { cwd: root, maxBuffer: 64 * 1024 * 1024 });
  return [...new Set(stdout.split('\0'))].filter((file) => file && existsSync(join(root, file)));
}

/** The code folders that exist so far. */
export function codeFolders(files: string[]): string[] {
  return CODE_FOLDERS.filter((folder) => files.some((file) => file.startsWith(`${folder}/`) && isCode(file)));
}

/** TypeScript sources, and JavaScript where nothing is installed yet. */
export function codeFiles(files: string[]): string[] {
  return files.filter((file) => isCode(file) && CODE_FOLDERS.includes(file.split('/')[0]!));
}

const isCode = (file: string) => /\.(tsx?|mjs)$/.test(file) && !file.endsWith('.d.ts');
