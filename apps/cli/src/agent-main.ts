import { homedir } from 'node:os';
import { join } from 'node:path';
import { runAgent } from './run-agent.ts';
import { environment } from './environment.ts';

// The agent's own entry: the rest of the command line would double the memory that it takes.
await runAgent(environment['GENNAKER_HOME'] || join(homedir(), '.gennaker'));
