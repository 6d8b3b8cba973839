import type { Context } from '@gennaker/contracts/orca';

/** What a task says after it ran. */
export interface TaskResult {
  status:
    | 'RUNNING'
    | 'SUCCEEDED'
    | 'FAILED_CONTINUE'
    | 'TERMINAL'
    | 'CANCELED'
    | 'STOPPED'
    | 'SKIPPED'
    | 'REDIRECT';
  /** Merged into the stage's context. A key set to null is removed. */
  context?: Context;
  /** Merged into the stage's outputs, which downstream stages see. */
  outputs?: Context;
  /** RUNNING only: ms until the next run; absent: not before something wakes it. */
  retryAfter?: number;
  /**
   * RUNNING only: things whose change runs the task again at once, as `<kind>:<id>`:
   * `operationTask:<id>`, `execution:<id>`, `serverGroup:<account>:<region>:<name>`.
   */
  wakeOn?: string[];
}

interface Data {
  context?: Context;
  outputs?: Context;
}

export const succeeded = (data: Data = {}): TaskResult => ({ status: 'SUCCEEDED', ...data });
export const skipped = (data: Data = {}): TaskResult => ({ status: 'SKIPPED', ...data });
/** Failed; what follows depends on the stage's failure flags. */
export const terminal = (data: Data = {}): TaskResult => ({ status: 'TERMINAL', ...data });
export const canceled = (data: Data = {}): TaskResult => ({ status: 'CANCELED', ...data });
/** Failed with texts for the user, where Spinnaker's clients look for them. */
export const failed = (errors: string | string[], data: Data = {}): TaskResult => {
  const list = [errors].flat();
  return terminal({
    ...data,
    context: { ...data.context, exception: { details: { error: list[0], errors: list } } },
  });
};
/** Run again: after a while, or when something changes. */
export const running = (again: Data & { retryAfter?: number; wakeOn?: string[] }): TaskResult => ({
  status: 'RUNNING',
  ...again,
});
/** Repeat the loop that the task stands in. */
export const redirect = (data: Data = {}): TaskResult => ({ status: 'REDIRECT', ...data });
