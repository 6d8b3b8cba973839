import { setTimeout as sleep } from 'node:timers/promises';
import { AppError, messageOf, withCaller, type Clock, type Logger } from '@gennaker/kernel';
import type { Accounts } from '../accounts/accounts.ts';
import type { ClouddriverConfig } from '../config.ts';
import {
  LostClaim,
  type Claim,
  type OperationCall,
  type ResultObject,
  type TaskStore,
} from '../store/task-store.ts';
import { findOperation } from './find-operation.ts';
import { Journal, RunAbandoned } from './journal.ts';
import { runOperation, type OperationRun } from './run-operation.ts';
import { backoffMs, patienceWith } from './transient.ts';

export interface TaskTools {
  store: TaskStore;
  accounts: Accounts;
  guard: OperationRun['guard'];
  clock: Clock;
  log: Logger;
  config: ClouddriverConfig['operations'];
}

const PHASE = 'ORCHESTRATION';
const RESULT = 'operation ended';

/** Carries out a task's operations in order, from where it stands; stops at the first that fails. */
export async function runTask(claim: Claim, tools: TaskTools, signal: AbortSignal): Promise<void> {
  const { task } = claim;
  const { log } = tools;
  const journal = new Journal(tools.store, claim);
  try {
    await withCaller(task.caller, async () => {
      if (claim.attempt > 1) journal.say(PHASE, 'Going on after an interruption');
      const results: ResultObject[] = [];
      for (const [index, call] of task.operations.entries()) {
        try {
          results.push(...(await finished(index, call)));
        } catch (error) {
          if (signal.aborted || error instanceof RunAbandoned) throw error;
          await journal.end(failure(call.type, error));
          return;
        }
      }
      await journal.end({
        entries: [{ phase: PHASE, status: 'Orchestration completed.' }],
        state: 'COMPLETED',
        resultObjects: results,
      });
    });
  } catch (error) {
    const lost = error instanceof RunAbandoned && error.cause instanceof LostClaim;
    if (signal.aborted || lost) log.info('Operation task left to another worker', { task: task.id });
    else
      log.warn('Operation task interrupted; it goes on when its lease has ended', {
        task: task.id,
        err: error,
      });
  }

  async function finished(index: number, call: OperationCall): Promise<ResultObject[]> {
    const done = await journal.steps(index);
    if (done.has(RESULT)) return done.get(RESULT) as ResultObject[];
    journal.say(PHASE, `Processing op: ${call.type}`);
    const results = await patiently(call, async () => {
      const account = await tools.accounts.get(call.account);
      const operation = findOperation(account.cloud, call.type);
      const description: unknown = operation.description.parse(call.description);
      return runOperation({
        ...tools,
        taskId: task.id,
        index,
        operation,
        description,
        account,
        journal,
        signal,
      });
    });
    await journal.record(index, RESULT, results);
    return results;
  }

  /** Repeats what a passing fault has stopped; what it had done stays done. */
  async function patiently<T>(call: OperationCall, work: () => Promise<T>): Promise<T> {
    const { clock, config } = tools;
    let since: number | undefined;
    let progress = journal.progress;
    for (let failures = 1; ; failures++) {
      try {
        return await work();
      } catch (error) {
        if (signal.aborted || error instanceof RunAbandoned) throw error;
        if (journal.progress > progress) {
          progress = journal.progress;
          failures = 1;
          since = undefined;
        }
        since ??= clock.now();
        if (clock.now() - since >= patienceWith(error, config)) throw error;
        log.warn('Operation stopped by a passing fault; trying again', {
          task: task.id,
          operation: call.type,
          err: error,
        });
        journal.say(PHASE, `Trying ${call.type} again: ${messageOf(error)}`);
        await sleep(
          backoffMs(failures, { firstMs: config.firstRetryMs, mostMs: config.mostRetryMs }),
          undefined,
          { signal },
        );
      }
    }
  }
}

/** Source: clouddriver-core `DefaultOrchestrationProcessor`; Orca reads the object of type EXCEPTION. */
function failure(operation: string, error: unknown): Parameters<Journal['end']>[0] {
  const message = messageOf(error);
  const kind = error instanceof AppError ? error.code : 'internal';
  const texts = [...causes(error), message];
  return {
    entries: [{ phase: PHASE, status: `Orchestration failed: ${operation} | ${kind}: [${message}]` }],
    state: 'FAILED',
    resultObjects: [
      {
        type: 'EXCEPTION',
        operation,
        cause: texts[0],
        message,
        details: texts.map((text) => ({ message: text })),
      },
    ],
  };
}

/** Texts of what caused it, innermost first. */
function causes(error: unknown): string[] {
  if (!(error instanceof Error) || error.cause === undefined) return [];
  return [...causes(error.cause), messageOf(error.cause)];
}
