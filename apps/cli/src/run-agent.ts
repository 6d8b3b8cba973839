import { startAgent } from '@gennaker/agent/start';
import { createLogger } from '@gennaker/kernel/core';
import { untilSignal } from './until-signal.ts';

/** Runs an agent in this process until it is told to stop. */
export async function runAgent(home: string): Promise<void> {
  const agent = await startAgent({ home, log: createLogger() });
  if ((await untilSignal(agent.stopped)) !== 'ended') await agent.stop();
  process.exit(0);
}
