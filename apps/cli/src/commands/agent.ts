import { homeOf } from '@gennaker/server';
import { runAgent } from '../run-agent.ts';
import { environment } from '../environment.ts';

/** Runs the agent of this home until it is told to stop; its log is standard error. */
export const agentCommand = (): Promise<void> => runAgent(homeOf(environment));
