import { createLogger } from '@gennaker/kernel/core';
import { startAgent } from '../src/start-agent.ts';

/** An agent in a process of its own, for tests that kill it. */
const { stopped } = await startAgent({
  home: process.env['GENNAKER_HOME'] ?? '',
  log: createLogger({ level: 'info' }),
  settings: { drainMs: 2_000, stopGraceMs: 2_000 },
});
await stopped;
