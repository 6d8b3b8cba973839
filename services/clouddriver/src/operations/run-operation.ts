import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '@gennaker/kernel';
import type { OperationDefinition, OperationTools, TrafficLoss } from '@gennaker/sdk';
import type { ConnectedAccount } from '../accounts/accounts.ts';
import type { ResultObject } from '../store/task-store.ts';
import type { Journal } from './journal.ts';

export interface OperationRun {
  taskId: string;
  /** Its place in the task. */
  index: number;
  operation: OperationDefinition;
  description: unknown;
  account: ConnectedAccount;
  journal: Journal;
  clock: Clock;
  signal: AbortSignal;
  /** @throws AppError when traffic guards forbid it */
  guard(account: ConnectedAccount, loss: TrafficLoss): Promise<void>;
}

/** Runs an operation once through, taking what was recorded as done. */
export async function runOperation(run: OperationRun): Promise<ResultObject[]> {
  const { taskId, index, operation, description, account, journal, clock, signal, guard } = run;
  const done = await journal.steps(index);

  const step: OperationTools['step'] = async (name, work) => {
    if (done.has(name)) return done.get(name) as Awaited<ReturnType<typeof work>>;
    signal.throwIfAborted();
    const result = await unlessAborted(work(`${taskId}:${index}:${name}`), signal);
    await journal.record(index, name, result);
    done.set(name, result);
    return result;
  };
  const tools: OperationTools = {
    account: account.connection,
    clock,
    signal,
    log: { update: (phase, status) => journal.say(phase, status) },
    step,
    pause: (ms) => sleep(ms, undefined, { signal }),
  };

  const loss = operation.takesTraffic?.(description);
  // Recorded: repeated after a crash it would count what this operation has taken already.
  if (loss) await step('traffic guards', () => guard(account, loss));
  const result = await operation.run(description, tools);
  return [result ?? []].flat();
}

/** A call that hangs must not keep a process from ending: whoever goes on repeats it with the same key. */
async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = Promise.withResolvers<never>();
  const abort = () => aborted.reject(signal.reason);
  signal.addEventListener('abort', abort, { once: true });
  try {
    return await Promise.race([work, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
