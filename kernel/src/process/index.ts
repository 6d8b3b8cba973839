export { cleanEnvironment, run, type RunAs, type RunOptions, type RunResult } from './run.ts';
export { spawnDetached, type Detached, type DetachedOptions, type Exit } from './spawn-detached.ts';
export { signalGroup } from './signal-group.ts';
export { processStart } from './process-identity.ts';
export { claimFile } from './claim-file.ts';
