import { agent, AGENT_PROTOCOL } from '@gennaker/contracts/agent';
import { AppError, conflict, connect, unavailable, type ClientOf } from '@gennaker/kernel';
import { agentHome, agentSocketPath } from './agent-home.ts';
import { lockHolder } from './agent-lock.ts';

export type AgentClient = ClientOf<typeof agent>;

/** A typed client of the agent of a home; nothing is sent until it is used. */
export const connectAgent = (home: string): AgentClient =>
  connect(agent, { socketPath: agentSocketPath(home) }, { name: `the agent of ${home}` });

/** Whether an agent answers. @throws AppError `conflict` when it speaks another version of our protocol */
export async function agentAnswers(client: AgentClient): Promise<boolean> {
  try {
    const { protocol, pid } = await client.system.version(undefined, { signal: AbortSignal.timeout(5_000) });
    if (protocol === AGENT_PROTOCOL) return true;
    const age = protocol < AGENT_PROTOCOL ? 'older' : 'newer';
    throw conflict(
      `The running agent (pid ${pid}) is ${age} than this platform: it speaks protocol ${protocol}, not ${AGENT_PROTOCOL}. ${
        age === 'older'
          ? 'End it (its instances go on) and start again: the new agent takes over.'
          : 'Upgrade this platform.'
      }`,
    );
  } catch (error) {
    if (error instanceof AppError && error.code === 'unavailable') return false;
    throw error;
  }
}

/**
 * Ends the agent of a home, if one runs, and waits until it has ended.
 *
 * @param instances whether everything that it runs ends too
 * @returns how many instances were stopped; undefined when no agent runs
 */
export async function stopAgent(home: string, { instances = false } = {}): Promise<number | undefined> {
  const client = connectAgent(home);
  let stoppedInstances: number;
  let pid: number;
  try {
    ({ pid } = await client.system.version());
    ({ stoppedInstances } = await client.system.shutdown({ body: { instances } }));
  } catch (error) {
    if (error instanceof AppError && error.code === 'unavailable') return undefined;
    throw error;
  }
  for (const deadline = Date.now() + STOP_LIMIT_MS; Date.now() < deadline; await pause(50)) {
    if (lockHolder(agentHome(home).lockFile) !== pid) return stoppedInstances;
  }
  throw unavailable(`The agent of ${home} (pid ${pid}) did not end within ${STOP_LIMIT_MS / 1000} s.`);
}

const STOP_LIMIT_MS = 30_000;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
