import { agentSocketPath, ensureAgent } from '@gennaker/agent';
import type { Logger, Target } from '@gennaker/kernel';
import { agentCommand } from './context.ts';

/** Starts the agent of a home, unless one runs. @returns where it listens */
export const agentOf = (home: string, log: Logger) => async (): Promise<Target> => {
  await ensureAgent({ home, command: agentCommand(), log });
  return { socketPath: agentSocketPath(home) };
};
