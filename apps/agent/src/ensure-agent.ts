import { mkdir, readFile } from 'node:fs/promises';
import { getCompileCacheDir } from 'node:module';
import { dirname, join } from 'node:path';
import { cleanEnvironment, spawnDetached, unavailable, type Logger } from '@gennaker/kernel';
import { agentHome } from './agent-home.ts';
import { lockHolder } from './agent-lock.ts';
import { agentAnswers, connectAgent, type AgentClient } from './connect-agent.ts';

export interface EnsureOptions {
  home: string;
  /** Starts an agent for this home, e.g. `[process.execPath, 'gennaker.ts', 'agent']`; it finds it in GENNAKER_HOME. */
  command: string[];
  log: Logger;
  /** Added to the agent's environment, which else has only PATH, HOME, LANG and TMPDIR. */
  env?: Record<string, string>;
}

const LIMIT_MS = 10_000;
const LOSER_ENDS_MS = 3_000;
const starting = new Map<string, Promise<AgentClient>>();

/**
 * The agent of a home, started if none runs; it outlives this process. Several may call at once: the
 * agent's lock lets one start.
 *
 * @throws AppError `unavailable` when it does not answer within 10 s, `conflict` when it speaks another protocol
 */
export function ensureAgent(options: EnsureOptions): Promise<AgentClient> {
  const { home } = agentHome(options.home);
  let start = starting.get(home);
  if (!start) {
    start = startUnlessRunning(options).finally(() => starting.delete(home));
    starting.set(home, start);
  }
  return start;
}

async function startUnlessRunning({ home, command, log, env = {} }: EnsureOptions): Promise<AgentClient> {
  const client = connectAgent(home);
  if (await agentAnswers(client)) return client;

  const at = agentHome(home);
  await mkdir(at.folder, { recursive: true, mode: 0o700 });
  const { pid, exited } = await spawnDetached({
    command,
    env: { ...cleanEnvironment(), ...lean(at.folder), ...env, GENNAKER_HOME: at.home },
    logFile: at.logFile,
  });
  log.info('Agent started', { pid, logFile: at.logFile });
  let ended = false;
  void exited.then(() => (ended = true));

  for (const deadline = Date.now() + LIMIT_MS; Date.now() < deadline; await pause(25)) {
    if (await agentAnswers(client)) {
      // Another's was first: ours must have seen that, or it would start when that one has been stopped.
      if ((await client.system.version()).pid !== pid) await Promise.race([exited, pause(LOSER_ENDS_MS)]);
      return client;
    }
    // Ours may have ended because another caller's was first: then that one holds the lock, and answers soon.
    if (ended && lockHolder(at.lockFile) === undefined) break;
  }
  throw unavailable(
    `The agent ${ended ? 'ended at once' : `did not answer within ${LIMIT_MS / 1000} s`}; see ${at.logFile}: ${await lastLine(at.logFile)}`,
  );
}

/**
 * Keeps the agent small. Resident memory, measured with Node 26 (a bare Node is 44 MB, most of it shared with ours):
 * idle 117 MB without and 86 MB with; after 100 000 requests at 4 500 a second 220 MB without and 128 MB with.
 * The compile cache spares it the TypeScript stripper, from its second start in a home on.
 */
const lean = (folder: string): Record<string, string> => ({
  NODE_COMPILE_CACHE: cacheOfThisProcess() ?? join(folder, 'compile-cache'),
  NODE_OPTIONS: '--max-semi-space-size=2 --v8-pool-size=1 --max-old-space-size=128',
});

/** Node answers with a folder for its own version below the one it was given. */
function cacheOfThisProcess(): string | undefined {
  const versioned = getCompileCacheDir();
  return versioned === undefined ? undefined : dirname(versioned);
}

async function lastLine(file: string): Promise<string> {
  return (await readFile(file, 'utf8')).trim().split('\n').at(-1)?.slice(-500) ?? '';
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
