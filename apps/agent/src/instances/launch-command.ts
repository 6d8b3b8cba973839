import { accessSync, constants, realpathSync, statSync } from 'node:fs';
import { delimiter, isAbsolute, join, relative, resolve } from 'node:path';
import type { ServerGroupSpec } from '@gennaker/contracts/agent';
import { invalid } from '@gennaker/kernel/core';

type Spec = Pick<ServerGroupSpec, 'name' | 'command' | 'workingDirectory' | 'limits'>;

export interface Launch {
  command: string[];
  cwd: string;
}

/**
 * How the processes of a server group are started from its artifact's folder.
 *
 * @throws AppError `invalid` when program or folder do not exist or a limit cannot be enforced here
 */
export function launchCommand(spec: Spec, artifactPath: string): Launch {
  const cwd = workingDirectory(spec, artifactPath);
  const [program = '', ...args] = spec.command;
  return { command: [...limiting(spec), programPath(spec, program, cwd), ...args], cwd };
}

function workingDirectory({ name, workingDirectory: folder }: Spec, artifactPath: string): string {
  const path = resolve(artifactPath, folder);
  const stats = statSync(path, { throwIfNoEntry: false });
  if (!stats?.isDirectory()) {
    throw invalid(
      `The working directory '${folder}' of server group ${name} does not exist in its artifact.`,
    );
  }
  const inside = relative(realpathSync(artifactPath), realpathSync(path));
  if (inside.startsWith('..') || isAbsolute(inside)) {
    throw invalid(`The working directory '${folder}' of server group ${name} is not inside its artifact.`);
  }
  return path;
}

/** `node` is the agent's own: the machine may have an older one, or none. */
function programPath({ name }: Spec, program: string, cwd: string): string {
  if (program === 'node') return process.execPath;
  const candidates = program.includes('/')
    ? [resolve(cwd, program)]
    : (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, program));
  const found = candidates.find(isExecutable);
  if (found) return found;
  const where = program.includes('/') ? 'in its artifact' : 'on this machine (PATH)';
  throw invalid(
    `The command '${program}' of server group ${name} does not exist ${where}, or is not executable; correct 'command' or install it.`,
  );
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false; // whatever the reason, it cannot be started
  }
}

/** What the system enforces; `memoryMb` is watched by the agent, see `memory-limit.ts`. */
function limiting({ name, limits: { memoryMb, openFiles, cpuNice } }: Spec): string[] {
  if (process.platform !== 'linux' && (memoryMb !== undefined || openFiles !== undefined)) {
    throw invalid(
      `Server group ${name} asks for limits.memoryMb or limits.openFiles, which cannot be enforced on this system (${process.platform}); remove them.`,
    );
  }
  return [
    ...(openFiles === undefined ? [] : [required('prlimit', name, 'openFiles'), `--nofile=${openFiles}`]),
    ...(cpuNice === undefined ? [] : [required('nice', name, 'cpuNice'), '-n', String(cpuNice)]),
  ];
}

function required(tool: string, name: string, limit: string): string {
  const found = (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, tool))
    .find(isExecutable);
  if (found) return found;
  throw invalid(
    `Server group ${name} asks for limits.${limit}, for which the program '${tool}' is missing; install it or remove the limit.`,
  );
}
