import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** Where an agent keeps things, all below `<home>/agent`. */
export interface AgentHome {
  readonly home: string;
  readonly folder: string;
  readonly socketPath: string;
  readonly lockFile: string;
  readonly stateFile: string;
  readonly logFile: string;
  readonly artifacts: string;
  readonly logs: string;
  /** Stands in the environment of every process that this agent starts, so that none is ever lost. */
  readonly mark: string;
}

export function agentHome(home: string): AgentHome {
  const at = resolve(home);
  const folder = join(at, 'agent');
  return {
    home: at,
    folder,
    socketPath: agentSocketPath(at),
    lockFile: join(folder, 'agent.lock'),
    stateFile: join(folder, 'state.json'),
    logFile: join(folder, 'agent.log'),
    artifacts: join(folder, 'artifacts'),
    logs: join(folder, 'logs'),
    mark: digest(at),
  };
}

/** `sun_path` holds 104 bytes on macOS and 108 on Linux, with a closing zero. */
const SOCKET_PATH_LIMIT = 103;

/** The agent's socket: `<home>/agent/agent.sock`, or below the system's temporary folder when that is too long. */
export function agentSocketPath(home: string): string {
  const usual = join(resolve(home), 'agent', 'agent.sock');
  if (Buffer.byteLength(usual) <= SOCKET_PATH_LIMIT) return usual;
  return join(tmpdir(), `gennaker-${digest(resolve(home))}`, 'agent.sock');
}

const digest = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);

/** Whether a folder was removed; one that cannot be looked at just now is still there. */
export function isRemoved(folder: string): boolean {
  try {
    statSync(folder);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT';
  }
}
