import { readdirSync, readFileSync } from 'node:fs';
import { run } from '@gennaker/kernel/core';

/** A process that an agent of this home has started. */
export interface Marked {
  pid: number;
  instance: string;
}

/** Every process with the agent's mark in its environment, also those that it could not write down before it died. */
export async function markedProcesses(mark: string): Promise<Marked[]> {
  const environments = process.platform === 'linux' ? fromProc() : await fromPs();
  return environments.flatMap(({ pid, variables }) => {
    if (!variables.includes(`GENNAKER_AGENT=${mark}`)) return [];
    const instance = variables.find((variable) => variable.startsWith('GENNAKER_INSTANCE='));
    return instance ? [{ pid, instance: instance.slice('GENNAKER_INSTANCE='.length) }] : [];
  });
}

interface Environment {
  pid: number;
  variables: string[];
}

function fromProc(): Environment[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        return [{ pid: Number(name), variables: readFileSync(`/proc/${name}/environ`, 'utf8').split('\0') }];
      } catch {
        return []; // ended meanwhile, or another user's: not ours
      }
    });
}

async function fromPs(): Promise<Environment[]> {
  const { stdout } = await run({
    command: ['ps', 'eww', '-ax', '-o', 'pid=,command='],
    timeoutMs: 10_000,
    outputLimitBytes: 32 * 1024 * 1024,
  });
  return stdout.split('\n').map((line) => {
    const [pid = '0', ...variables] = line.trim().split(/\s+/);
    return { pid: Number(pid), variables };
  });
}
