import { cleanEnvironment, processStart, signalGroup, spawnDetached, type Exit } from '@gennaker/kernel/core';
import type { InstanceRecord, ServerGroupRecord } from '../state/agent-state.ts';
import type { Launch } from './launch-command.ts';

/** A running process, started by this agent or by one before it. */
export interface InstanceProcess {
  pid: number;
  processStart: string;
  /** Never settles for a process of an agent before: ask `isAlive`. */
  exited: Promise<Exit>;
}

export const isAlive = async ({ pid, processStart: start }: InstanceProcess): Promise<boolean> =>
  (await processStart(pid)) === start;

interface Start {
  group: ServerGroupRecord;
  record: InstanceRecord;
  launch: Launch;
  port: number;
  logFile: string;
  mark: string;
}

/** Starts the process of an instance, with the environment of its server group and nothing of ours. */
export async function startProcess({
  group,
  record,
  launch,
  port,
  logFile,
  mark,
}: Start): Promise<InstanceProcess> {
  const env = {
    ...cleanEnvironment(),
    ...group.env,
    PORT: String(port),
    GENNAKER_SERVER_GROUP: group.name,
    GENNAKER_INSTANCE: record.id,
    GENNAKER_AGENT: mark,
  };
  const { pid, exited } = await spawnDetached({ ...launch, env, logFile });
  // A process that is gone already has no start; its exit is on the way.
  return { pid, processStart: (await processStart(pid)) ?? 'gone', exited };
}

/** The process that an agent before this one has written down, when it still runs. */
export async function findProcess({
  pid,
  processStart: start,
}: InstanceRecord): Promise<InstanceProcess | undefined> {
  if (pid === undefined || start === undefined) return undefined;
  const found = { pid, processStart: start, exited: new Promise<Exit>(() => {}) };
  return (await isAlive(found)) ? found : undefined;
}

/** Asks a process and its children to end, and ends them by force after the grace. */
export async function stopProcess(process: InstanceProcess, graceMs: number): Promise<void> {
  if (await isAlive(process)) {
    signalGroup(process.pid, 'SIGTERM');
    const deadline = performance.now() + graceMs;
    while (performance.now() < deadline && (await isAlive(process))) await pause(50);
  } else if (process.processStart !== 'gone') {
    return; // its pid may be another's by now
  }
  signalGroup(process.pid, 'SIGKILL'); // also what it has left behind
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
