import type { OperationRequest, OrchestrationTask } from '@gennaker/contracts/orca';
import { caller, invalid } from '@gennaker/kernel';
import type { Clients } from './clients.ts';

interface Operation {
  application: string;
  description: string;
  job: { type: string; [key: string]: unknown };
}

/** How long a client may wait; then it gets the task as it is. Source: gate `TaskService`, 32 polls of 1 s. */
const WAIT_MS = 32_000;

/**
 * Starts an operation and answers when it has ended, at once when it has.
 *
 * @throws AppError `invalid` with the operation's first error when it failed
 */
export async function finishedTask(
  { orca }: Clients,
  { application, description, job }: Operation,
  what: string,
): Promise<OrchestrationTask> {
  const { ref } = await orca.tasks.start({ body: ofCaller({ application, description, job: [job] }) });
  const id = ref.slice(ref.lastIndexOf('/') + 1);
  const task = await orca.tasks.get({ params: { id }, query: { wait: WAIT_MS } });
  if (task.status === 'SUCCEEDED') return task;
  const errors = errorsOf(task);
  throw invalid(errors[0] ?? `${what} operation did not succeed: ${id} (status: ${task.status})`, { errors });
}

function errorsOf({ variables }: OrchestrationTask): string[] {
  const exception = variables.find(({ key }) => key === 'exception')?.value as
    { details?: { error?: string; errors?: string[] } } | undefined;
  const { errors = [], error } = exception?.details ?? {};
  return errors.length > 0 ? errors : error ? [error] : [];
}

/** An operation in the name of whoever calls; Orca checks the rest of it. */
export const ofCaller = (body: Readonly<Record<string, unknown>>): OperationRequest => ({
  ...(body as OperationRequest),
  trigger: { ...(body['trigger'] as object | undefined), user: caller().user },
});

/** How Orca's pipeline stages take a configuration. */
export const base64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64');
